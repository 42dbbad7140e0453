using System.Globalization;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Platform;

/// <summary>How dates, numbers and names are written to the reader: in her language and the network's time zone.</summary>
public sealed class Show(Caller caller)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(caller.Network?.TimeZone ?? "Europe/Stockholm");

    /// <summary>The reader's language by its two letters.</summary>
    public string Language { get; } = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "en" : "sv";

    private bool English => Language == "en";

    /// <summary>tis 4 mars 2027 kl. 13.00 · Tue 4 March 2027, 13:00</summary>
    public string Moment(DateTimeOffset at) =>
        English
            ? Local(at).ToString("ddd d MMMM yyyy, HH:mm", CultureInfo.CurrentCulture)
            : Local(at).ToString("ddd d MMMM yyyy 'kl.' HH.mm", CultureInfo.CurrentCulture);

    /// <summary>4 mars 2027 · 4 March 2027</summary>
    public string Date(DateTimeOffset at) => Local(at).ToString("d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>The same of a day that is the same everywhere.</summary>
    public static string Date(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>torsdag 4 mars · Thursday 4 March</summary>
    public string Day(DateTimeOffset at) => Local(at).ToString("dddd d MMMM", CultureInfo.CurrentCulture);

    /// <summary>13.00 · 13:00</summary>
    public string Time(DateTimeOffset at) => Local(at).ToString(English ? "HH:mm" : "HH.mm", CultureInfo.CurrentCulture);

    /// <summary>torsdag 4 mars kl. 13.00 · Thursday 4 March, 13:00</summary>
    public string DayAndTime(DateTimeOffset at) => Day(at) + (English ? ", " : " kl. ") + Time(at);

    /// <summary>
    /// When something was saved, with the day where it was not today: 14.02, i går 14.02, tis 3 mars 14.02, and the year when it
    /// was another.
    /// </summary>
    public string Since(DateTimeOffset at, DateTimeOffset now)
    {
        var (then, today) = (Local(at), Local(now));
        return then.Date == today.Date ? Time(at)
            : then.Date == today.Date.AddDays(-1) ? Texts.YesterdayAt(Time(at))
            : then.ToString(then.Year == today.Year ? "ddd d MMMM" : "ddd d MMMM yyyy", CultureInfo.CurrentCulture)
                + " "
                + Time(at);
    }

    /// <summary>tors 4 mars 2027 kl. 13.00–16.00, or from one day to another.</summary>
    public string Span(DateTimeOffset from, DateTimeOffset to) =>
        Local(from).Date == Local(to).Date ? $"{Moment(from)}–{Time(to)}" : $"{Moment(from)} – {Moment(to)}";

    /// <summary>mar 2027 · Mar 2027, for the axis of a chart.</summary>
    public string Month(DateTimeOffset at) => Local(at).ToString("MMM", CultureInfo.CurrentCulture).TrimEnd('.');

    /// <summary>The first and the last day of a round: 20–23 september 2027.</summary>
    public string Days(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (Local(from), Local(to));
        return first.Date == last.Date ? Date(from)
            : first.Month == last.Month && first.Year == last.Year ? $"{first.Day}–{Date(to)}"
            : $"{first.ToString("d MMMM", CultureInfo.CurrentCulture)} – {Date(to)}";
    }

    /// <summary>The instant as a machine reads it, in the network's offset.</summary>
    public string Iso(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>Whole days of the network's calendar from one instant to another.</summary>
    public int DaysBetween(DateTimeOffset from, DateTimeOffset to) => (Local(to).Date - Local(from).Date).Days;

    /// <summary>One decimal, or two: 2,4.</summary>
    public static string Mean(double? mean, int decimals = 1) =>
        mean is { } m ? m.ToString("F" + decimals, CultureInfo.CurrentCulture) : "–";

    /// <summary>With its sign: +0,2, −0,1, 0.</summary>
    public static string Change(double? change, int decimals = 1)
    {
        if (change is not { } c)
        {
            return "–";
        }

        var rounded = Math.Round(c, decimals, MidpointRounding.AwayFromZero);
        return rounded == 0
            ? "0"
            : (rounded > 0 ? "+" : "−") + Math.Abs(rounded).ToString("F" + decimals, CultureInfo.CurrentCulture);
    }

    /// <summary>63 %.</summary>
    public static string Percent(double? share) =>
        share is { } s ? $"{Math.Round(100 * s).ToString(CultureInfo.CurrentCulture)} %" : "–";

    /// <summary>A number as a word up to twelve; "ett steg", so neuter in Swedish.</summary>
    public string Word(int number) =>
        number is >= 0 and <= 12 ? Texts.NumberWords.Split(' ')[number] : number.ToString(CultureInfo.CurrentCulture);

    /// <summary>A number as a word of common gender: "en kommun".</summary>
    public string WordCommon(int number) => number == 1 ? Texts.NumberOneCommon : Word(number);

    /// <summary>As <see cref="Word"/>, to begin a sentence.</summary>
    public string WordFirst(int number) => Capital(Word(number));

    /// <summary>The text for one or for several, its number filled in as a word.</summary>
    public string Count(int number, Func<object?, string> one, Func<object?, string> many) =>
        number == 1 ? one(Word(number)) : many(Word(number));

    /// <summary>The same where the one is said without its number.</summary>
    public string Count(int number, string one, Func<object?, string> many) => number == 1 ? one : many(Word(number));

    /// <summary>As <see cref="Count(int, Func{object?, string}, Func{object?, string})"/>, of common gender.</summary>
    public string CountCommon(int number, Func<object?, string> one, Func<object?, string> many) =>
        number == 1 ? one(WordCommon(number)) : many(WordCommon(number));

    /// <summary>The same where the one is said without its number.</summary>
    public string CountCommon(int number, string one, Func<object?, string> many) => number == 1 ? one : many(WordCommon(number));

    /// <summary>a, b och c.</summary>
    public static string List(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} {Texts.And} {all[^1]}";
    }

    /// <summary>Whose: Hedemoras, Borås · Hedemora's, Borås'.</summary>
    public string Whose(string name) =>
        name.Length == 0 ? name
        : English ? name + (name[^1] is 's' ? "'" : "'s")
        : name[^1] is 's' or 'x' or 'z' ? name
        : name + "s";

    /// <summary>15 432, with the thin space of the language.</summary>
    public static string Whole(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>340 kB, 1,2 MB.</summary>
    public static string FileSize(int bytes) =>
        bytes >= 1024 * 1024 ? Mean(bytes / 1024.0 / 1024) + " MB" : $"{Math.Max(1, bytes / 1024)} kB";

    /// <summary>The first letter large.</summary>
    public static string Capital(string text) =>
        text.Length == 0 ? text : char.ToUpper(text[0], CultureInfo.CurrentCulture) + text[1..];

    /// <summary>An occasion's name: Uppstart, BM 1.</summary>
    public static string Occasion(string key) => TextsExtensions.Named("Occasion_" + key);

    /// <summary>What a form of meeting is called: BM 1, Mentorsamtal.</summary>
    public string Meeting(string form) =>
        IsOccasion(form) ? Occasion(form)
        : MeetingForm.Find(form) is { } known ? Text(known.Title)
        : form;

    /// <summary>The same with its number, for those of which there are several: BM 1, Mentorsamtal 2.</summary>
    public string Meeting(string form, int number) =>
        IsOccasion(form) ? Occasion(form) : $"{Meeting(form)} {number.ToString(CultureInfo.CurrentCulture)}";

    /// <summary>A text of an instrument in the reader's language.</summary>
    public string Text(LocalText text) => text.In(Language);

    /// <summary>What a refusal says.</summary>
    public string Sentence(Refusal refusal) => refusal.Sentence(Argument);

    private object Argument(object arg) =>
        arg switch
        {
            DateTimeOffset at => Moment(at),
            Enum value => TextsExtensions.Named($"{value.GetType().Name}_{value}").ToLower(CultureInfo.CurrentCulture),
            LocalText text => Text(text),
            IEnumerable<object> several => List(several.Select(s => $"{Argument(s)}")),
            _ => arg,
        };

    private static bool IsOccasion(string form) =>
        form is "startup" or "closing" || form.StartsWith("bm", StringComparison.Ordinal);

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone);
}
