using System.Globalization;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Reminding;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Features.Reminders;

/// <summary>
/// Writes one mail to each, whatever it is that she is reminded of, and keeps that she has been: saved together.
/// </summary>
internal sealed class ReminderLetters(AppDb db, Caller caller, Letters letters, IEnumerable<IReminderSource> sources)
{
    private const int LongestSubject = 120;

    /// <summary>A mail may be 20 000 characters; no single thing in it takes a fourth of that.</summary>
    private const int LongestBody = 14_000;

    private static readonly CultureInfo Swedish = CultureInfo.GetCultureInfo("sv-SE");

    /// <summary>
    /// Writes to somebody about what she has not done, the nearest deadline first. What she wants no mail about is left out of
    /// it, and kept as said all the same: she is not told of it later either.
    /// </summary>
    public void Remind(Letters.Reader person, IReadOnlyCollection<DueNow> what, MailChoices? choices, DateTimeOffset now)
    {
        Keep(person, what, now);
        var all = what.Where(d => choices?.Wants(Topic(d.Reason)) != false)
            .OrderBy(d => d.Due.Deadline)
            .Select(d => (d.Reason, d.Due, Link: letters.To(d.Due.OwnLink?.Invoke(db) ?? d.Due.Link)))
            .ToList();
        if (all.Count == 0)
        {
            return;
        }

        letters.Send(
            all.Select(d => Topic(d.Reason)).Min(),
            [person],
            () =>
                all.Count == 1
                    ? Texts.Remind_Subject(Cut(all[0].Due.Title(), LongestSubject))
                    : Texts.Remind_SubjectMany(new Show(caller).Word(all.Count)),
            _ =>
                Within([
                        .. all.Select(
                            (d, i) =>
                                new Letter(
                                    d.Due.Parts().Append(d.Link).Prepend(all.Count == 1 ? null : Heading(i + 1, d.Due.Title()))
                                )
                        ),
                    ])
                    .Append(Texts.Remind_Why(caller.Network!.Name))
        );
    }

    /// <summary>Tells a coordinator what stands still, the longest first.</summary>
    public void Escalate(Letters.Reader coordinator, IReadOnlyCollection<DueNow> what, DateTimeOffset now)
    {
        letters.Send(
            MailTopic.Programme,
            [coordinator],
            () =>
                what.Count == 1
                    ? Texts.Remind_StuckSubjectOne
                    : Texts.Remind_StuckSubject(new Show(caller).WordFirst(what.Count)),
            _ =>
            {
                var show = new Show(caller);
                return Within(
                        what.OrderBy(d => d.Due.Deadline)
                            .Select(d =>
                                Texts.Remind_StuckLine(
                                    Cut(d.Due.Title(), Reminder.LongestTitle),
                                    show.Date(d.Due.Deadline),
                                    letters.Site + d.Due.Link
                                )
                            )
                            .Select(line => new Letter([LetterPart.List([line])]))
                            .ToList()
                    )
                    .Prepend(Texts.Remind_Stuck)
                    .Append(letters.To(Links.Reminders(caller.Network!.Slug)));
            }
        );
        Keep(coordinator, what, now);
    }

    private MailTopic Topic(ReminderReason reason) => sources.Single(s => s.Reason == reason).Topic;

    private static string Heading(int number, string title) => $"{number}. {Cut(title, Reminder.LongestTitle)}";

    /// <summary>As much as a mail holds, and how many more there are.</summary>
    private IEnumerable<LetterPart?> Within(List<Letter> all)
    {
        var length = 0;
        var taken = all.TakeWhile(l => (length += l.Text.Length) <= LongestBody).ToList();
        var parts = taken.SelectMany(IEnumerable<LetterPart?> (l) => l.Parts);
        return taken.Count == all.Count
            ? parts
            : parts.Append(
                Texts.Remind_More(new Show(caller).Word(all.Count - taken.Count))
                    + "\n"
                    + letters.Site
                    + Links.Network(caller.Network!.Slug)
            );
    }

    private void Keep(Letters.Reader person, IEnumerable<DueNow> what, DateTimeOffset now)
    {
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Swedish;
            db.Reminders.AddRange(
                what.Select(d => new Reminder
                {
                    PersonId = person.PersonId,
                    Reason = d.Reason,
                    Subject = d.Due.Subject,
                    Window = d.Window.Day,
                    WindowFrom = d.Window.From,
                    Title = Cut(d.Due.Title(), Reminder.LongestTitle),
                    SentAt = now,
                })
            );
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
        }
    }

    /// <summary>One line, at most so long, and no half of a character at its end.</summary>
    private static string Cut(string text, int longest)
    {
        text = text.ReplaceLineEndings(" ");
        return text.Length <= longest
            ? text
            : text[..(char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1)] + "…";
    }
}
