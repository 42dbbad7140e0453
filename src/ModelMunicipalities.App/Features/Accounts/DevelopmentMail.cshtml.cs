using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Demo;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>The mails that would have been sent, where nobody fetches them. There only in development and in the demonstration.</summary>
public sealed partial class DevelopmentMailModel(AppDb db, IHostEnvironment environment) : PortalPage
{
    public IReadOnlyList<OutgoingMail> Mails { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!environment.IsDevelopment() && HttpContext.RequestServices.GetService<DemoMode>() is null)
        {
            return Turn([Refusal.NotFound()]);
        }

        Mails = await db.OutgoingMails.OrderByDescending(m => m.Id).Take(20).AsNoTracking().ToListAsync();
        return Page();
    }

    /// <summary>The text with its addresses as links.</summary>
    public static IHtmlContent Linked(string body) => new HtmlString(Address().Replace(Markup.Encode(body), m => $"<a href=\"{m.Value}\">{m.Value}</a>"));

    [GeneratedRegex(@"https?://[^\s<&]+")]
    private static partial Regex Address();
}
