using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>Leaving a cohort: what it leads to, and why.</summary>
public sealed class ViewLeavingModel : PortalPage
{
    public ViewLeaving.View View { get; private set; } = null!;

    [BindProperty]
    public string? Reason { get; set; }

    public bool IsMentor => View.Role == CohortRole.Mentor;

    /// <summary>True for who may record it: the key person and the coordinator.</summary>
    public bool MayAct => Caller.IsCoordinator || Caller.FunctionsAt(Organisation).Contains(Function.KeyPerson);

    /// <summary>True for who may take it back.</summary>
    public bool MayUndo => Caller.IsCoordinator && View.Stage.Allows(CohortAct.Leave);

    public string Headline
    {
        get
        {
            var participants = View.Group.Where(p => p.Role == CohortRole.Participant).Select(p => p.Name).ToList();
            return View.WithdrawnAt is { } left ? Texts.HasLeftHead(View.Name, Show.Date(left))
                : !View.MayLeave ? Texts.LeaveHeadNotNow(View.Name, View.CohortName)
                : IsMentor && participants.Count == 0 ? Texts.LeaveHeadMentorNoGroup(View.Name, View.CohortName)
                : IsMentor ? Texts.LeaveHeadMentor(View.Name, Show.List(participants))
                : View.Group.Count == 0 ? Texts.LeaveHeadNoGroup(View.Name, View.CohortName)
                : Texts.LeaveHeadParticipant(
                    View.Name,
                    Show.List(participants.Count > 0 ? participants : View.Group.Select(p => p.Name))
                );
        }
    }

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await Send(new LeaveCohort.Command(Cohort, Organisation, Reason));
        return outcome.Ok ? Redirect(Links.Leave(Network, Cohort, Organisation)) : await LoadAsync() ?? Stay(outcome.Refusals);
    }

    public async Task<IActionResult> OnPostUndoAsync()
    {
        var outcome = await Send(new UndoLeaving.Command(Cohort, Organisation));
        return !outcome.Ok
            ? await LoadAsync() ?? Stay(outcome.Refusals)
            : Redirect(
                outcome.Value.Role == CohortRole.Mentor
                    ? Links.Mentor(Network, Cohort, Organisation)
                    : Links.Municipality(Network, Cohort, Organisation)
            );
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewLeaving.Query(Cohort, Organisation));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return null;
    }
}
