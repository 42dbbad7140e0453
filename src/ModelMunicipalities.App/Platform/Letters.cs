using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Platform;

/// <summary>
/// Puts mails into the outbox, to be saved with the change that they tell of. Each is written in its reader's language, or
/// in both where that is not known, and its links lead to the portal's own address.
/// </summary>
public sealed class Letters(AppDb db, Caller caller, TimeProvider time, Site site)
{
    private static readonly CultureInfo Swedish = CultureInfo.GetCultureInfo("sv-SE");

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>
    /// How long a mail that gathers waits for others, from when it is written: what comes by the dozen comes within it.
    /// </summary>
    public static readonly TimeSpan GatherFor = TimeSpan.FromMinutes(15);

    /// <summary>The portal's address without a slash at its end.</summary>
    public string Site => site.Address;

    /// <summary>Where the reader does what a letter is about: a part of it.</summary>
    /// <param name="link">From <see cref="Features.Links"/>.</param>
    public LetterPart To(string link) => new(LetterPartKind.Address, site.Address + link);

    /// <summary>Writes to one address, at once whoever reads there: whose choices apply is not known.</summary>
    /// <param name="topic">What it is about.</param>
    /// <param name="to">The address.</param>
    /// <param name="language">The reader's language; null for both.</param>
    /// <param name="subject">The subject, written when the language is set.</param>
    /// <param name="parts">Its parts, likewise; empty ones are left out.</param>
    /// <param name="method">What the reader's calendar is to do with the calendar object; null when there is none.</param>
    /// <param name="calendar">The calendar object, written when the language is set.</param>
    public void Send(
        MailTopic topic,
        string to,
        string? language,
        Func<string> subject,
        Func<IEnumerable<LetterPart?>> parts,
        CalendarMethod? method = null,
        Func<string>? calendar = null
    ) => Write(topic, null, to, language, subject, parts, method, calendar, gather: false);

    /// <summary>
    /// Writes to everybody in some organisations, each one message however many places she has, as she has chosen to be told.
    /// </summary>
    /// <param name="topic">What it is about.</param>
    /// <param name="people">From <see cref="PeopleOfAsync"/>.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="parts">Its parts after the greeting.</param>
    /// <param name="method">What their calendars are to do with the calendar object; null when there is none.</param>
    /// <param name="calendar">The calendar object, each reader's own.</param>
    /// <param name="gather">
    /// True for what can come by the dozen: all that a reader is written on the topic within <see cref="GatherFor"/> goes as one.
    /// </param>
    public void Send(
        MailTopic topic,
        IEnumerable<Reader> people,
        Func<string> subject,
        Func<Reader, IEnumerable<LetterPart?>> parts,
        CalendarMethod? method = null,
        Func<Reader, string>? calendar = null,
        bool gather = false
    )
    {
        foreach (var person in people)
        {
            Write(
                topic,
                person.PersonId,
                person.Email,
                person.Language,
                subject,
                () => parts(person).Prepend(Texts.Mail_Greeting(person.Name)),
                method,
                calendar is null ? null : () => calendar(person),
                gather
            );
        }
    }

    private void Write(
        MailTopic topic,
        int? person,
        string to,
        string? language,
        Func<string> subject,
        Func<IEnumerable<LetterPart?>> parts,
        CalendarMethod? method,
        Func<string>? calendar,
        bool gather
    )
    {
        IReadOnlyList<CultureInfo> languages = language switch
        {
            null => [Swedish, English],
            "en" => [English],
            _ => [Swedish],
        };
        var now = time.GetUtcNow();
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            var letters = languages
                .Select(l =>
                {
                    CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = l;
                    return (Subject: subject(), Parts: new Letter(parts()).Parts, Calendar: calendar?.Invoke());
                })
                .ToList();
            var letter = new Letter(letters.SelectMany((l, i) => i == 0 ? l.Parts : l.Parts.Prepend(LetterPart.Rule)));
            db.OutgoingMails.Add(
                new OutgoingMail
                {
                    NetworkId = caller.Network?.Id,
                    PersonId = person,
                    Topic = topic,
                    Language = language,
                    To = to,
                    Subject = string.Join(" – ", letters.Select(l => l.Subject).Distinct()),
                    Body = letter.Text,
                    Outline = letter.Outline,
                    Calendar = letters[0].Calendar,
                    CalendarMethod = method?.ToString().ToUpperInvariant(),
                    CreatedAt = now,
                    Gathers = gather,
                    DueAt = gather ? now + GatherFor : default,
                }
            );
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
        }
    }

    /// <summary>Who has a function in the organisations now, the caller herself left out; each once.</summary>
    public async Task<IReadOnlyList<Reader>> PeopleOfAsync(
        IReadOnlyCollection<int> organisations,
        CancellationToken ct,
        params Function[] only
    ) => [.. (await PeopleOfEachAsync(organisations, ct, only)).DistinctBy(r => r.PersonId)];

    /// <summary>
    /// As <see cref="PeopleOfAsync"/>, for what concerns each organisation by itself: once for each that she is in.
    /// </summary>
    public async Task<IReadOnlyList<Reader>> PeopleOfEachAsync(
        IReadOnlyCollection<int> organisations,
        CancellationToken ct,
        params Function[] only
    )
    {
        var functions = only.Length == 0 ? [Function.Politician, Function.Manager, Function.KeyPerson] : only;
        var rows = await (
            from m in db.Memberships
            where
                m.OrganisationId != null
                && organisations.Contains(m.OrganisationId.Value)
                && m.EndedAt == null
                && functions.Contains(m.Function!.Value)
                && m.PersonId != caller.PersonId
            join p in db.Users on m.PersonId equals p.Id
            orderby m.Id
            select new Reader(p.Id, p.Name, p.Email!, p.Language, m.OrganisationId!.Value)
        ).ToListAsync(ct);
        return [.. rows.DistinctBy(r => (r.PersonId, r.OrganisationId))];
    }

    /// <summary>The network's coordinators, the caller herself left out.</summary>
    public async Task<IReadOnlyList<Reader>> CoordinatorsAsync(CancellationToken ct)
    {
        var rows = await (
            from m in db.Memberships
            where m.Role == NetworkRole.Coordinator && m.EndedAt == null && m.PersonId != caller.PersonId
            join p in db.Users on m.PersonId equals p.Id
            orderby m.Id
            select new Reader(p.Id, p.Name, p.Email!, p.Language, 0)
        ).ToListAsync(ct);
        return [.. rows.DistinctBy(r => r.PersonId)];
    }

    /// <summary>Somebody to write to.</summary>
    public sealed record Reader(int PersonId, string Name, string Email, string Language, int OrganisationId);
}

/// <summary>What letters say of names.</summary>
internal static class LetterNames
{
    /// <summary>A name in a subject, which must not become longer than a mail's subject can be.</summary>
    public static string InSubject(this string name) => name.Length <= 40 ? name : name[..39] + "…";
}
