using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>How a member wants the network's mails.</summary>
public sealed class ViewMailChoicesModel : MailChoicesPage
{
    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new ViewMailChoices.Query());
        return outcome.Ok ? Fill(outcome.Value) : Turn(outcome.Refusals);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await Send(new ChooseMails.Command(Pace, Topics, Version));
        if (outcome.Ok)
        {
            ChoicesSaved = true;
            return Redirect(Links.MailChoices(Network));
        }

        var there = await Send(new ViewMailChoices.Query());
        if (!there.Ok)
        {
            return Turn(there.Refusals);
        }

        View = there.Value;
        return Stay(outcome.Refusals);
    }
}
