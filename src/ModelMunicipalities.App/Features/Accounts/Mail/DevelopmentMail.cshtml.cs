using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Demo;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Mails;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// The mails of the demonstration's networks, where nobody fetches them: their people are invented, so every guest may read
/// them. There only while the demonstration runs; no other network's are shown, whatever else the database holds.
/// </summary>
public sealed partial class DevelopmentMailModel(AppDb db, Site site) : PortalPage
{
    public IReadOnlyList<OutgoingMail> Mails { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (IsClosed)
        {
            return Turn([Refusal.NotFound()]);
        }

        Mails = await OfDemo().OrderByDescending(m => m.Id).Take(20).AsNoTracking().ToListAsync();
        return Page();
    }

    /// <summary>One as a mail program shows it.</summary>
    public async Task<IActionResult> OnGetHtmlAsync(int id)
    {
        if (IsClosed || await OfDemo().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id) is not { } mail)
        {
            return Turn([Refusal.NotFound()]);
        }

        // A mail's looks stand in the mail.
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        return Content(
            MailHtml.Write(mail.Subject, Letter.Read(mail.Body, mail.Outline), null, site.Address, mail.Language ?? "sv"),
            "text/html; charset=utf-8"
        );
    }

    private bool IsClosed => HttpContext.RequestServices.GetService<DemoMode>() is null;

    private IQueryable<OutgoingMail> OfDemo() =>
        db.OutgoingMails.Where(m => db.Networks.Any(n => n.Id == m.NetworkId && n.IsDemo));

    /// <summary>The text with its addresses as links.</summary>
    public static IHtmlContent Linked(string body) =>
        new HtmlString(Address().Replace(Markup.Encode(body), m => $"<a href=\"{m.Value}\">{m.Value}</a>"));

    [GeneratedRegex(@"https?://[^\s<&]+")]
    private static partial Regex Address();
}
