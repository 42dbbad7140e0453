using System.Text.Json;
using System.Text.Json.Serialization;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.Domain.Cohorts;

/// <summary>A form of the programme that a cohort can be made from. Templates are data; a new form is a new file.</summary>
/// <param name="Key">Names the form: <c>three-meetings</c>.</param>
/// <param name="Title">What it is called.</param>
/// <param name="What">What sets it apart, in a sentence.</param>
/// <param name="Instrument">Key of the checklist that it is made for.</param>
/// <param name="Occasions">What is scored before, in order.</param>
/// <param name="Days">The other days, in order.</param>
/// <param name="Criteria">The criteria of admission.</param>
public sealed record ProgrammeTemplate(
    string Key,
    LocalText Title,
    LocalText What,
    string Instrument,
    IReadOnlyList<TemplateOccasion> Occasions,
    IReadOnlyList<TemplateDay> Days,
    IReadOnlyList<TemplateCriterion> Criteria
)
{
    /// <summary>How long before start-up the first scoring opens.</summary>
    private const int OpensBeforeStart = 40;

    /// <summary>How long before a round its scores are asked for.</summary>
    private const int DueBefore = 3;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly Lazy<IReadOnlyList<ProgrammeTemplate>> Read = new(() =>
    {
        var assembly = typeof(ProgrammeTemplate).Assembly;
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(n => n.StartsWith("programmes/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var stream = assembly.GetManifestResourceStream(name)!;
                    return JsonSerializer.Deserialize<ProgrammeTemplate>(stream, Json)!;
                }),
        ];
    });

    /// <summary>All forms that there are.</summary>
    public static IReadOnlyList<ProgrammeTemplate> All => Read.Value;

    /// <summary>The form with a key, or null.</summary>
    public static ProgrammeTemplate? Find(string? key) => All.FirstOrDefault(t => t.Key == key);

    /// <summary>Lays the programme out from the day of the start-up meeting: occasions, days and criteria.</summary>
    /// <param name="cohort">The cohort, whose timeline is empty.</param>
    /// <param name="start">The day of the start-up meeting.</param>
    /// <param name="withOptional">True to have the occasions that are optional too: BM 4.</param>
    /// <param name="zone">The network's time zone.</param>
    public void LayOut(Cohort cohort, DateOnly start, bool withOptional, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        var occasions = Occasions.Where(o => withOptional || !o.IsOptional).ToList();
        foreach (var (i, o) in occasions.Index())
        {
            var first = Weekday(start.AddDays(o.Day));

            // A round that would end on a weekend ends on the Monday after; only then is it over, and the next one's scoring
            // opens.
            var before = i == 0 ? first.AddDays(-OpensBeforeStart) : LastDay(occasions[i - 1], start).AddDays(1);
            cohort.Occasions.Add(
                new Occasion
                {
                    Key = o.Key,
                    Ordinal = i + 1,
                    OpensAt = At(before, 8, zone),
                    DueAt = At(first.AddDays(-DueBefore), 16, zone),
                    StartsAt = At(first, o.Length > 1 ? 13 : 9, zone),
                    EndsAt = At(LastDay(o, start), 16, zone),
                }
            );
        }

        foreach (var (i, d) in Days.Where(d => d.For is null || occasions.Any(o => o.Key == d.For)).Index())
        {
            var day = Weekday(start.AddDays(d.Day));
            cohort.Days.Add(
                new ProgrammeDay
                {
                    Kind = d.Kind,
                    Ordinal = i + 1,
                    StartsAt = At(day, 9, zone),
                    EndsAt = At(day, 16, zone),
                }
            );
        }

        cohort.Criteria = NewCriteria();
    }

    /// <summary>The form's criteria, for a cohort to own.</summary>
    public List<Criterion> NewCriteria() =>
        [
            .. Criteria.Select(c => new Criterion
            {
                Key = Criterion.KeyOf(c.Kind),
                Kind = c.Kind,
                IsRequired = c.Required,
            }),
        ];

    /// <summary>An hour of a day, in a zone.</summary>
    public static DateTimeOffset At(DateOnly day, int hour, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = day.ToDateTime(new TimeOnly(hour, 0));
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static DateOnly LastDay(TemplateOccasion occasion, DateOnly start) =>
        Weekday(Weekday(start.AddDays(occasion.Day)).AddDays(occasion.Length - 1));

    /// <summary>The day itself, or the Monday after when it falls on a Saturday or Sunday.</summary>
    private static DateOnly Weekday(DateOnly day) =>
        day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(2),
            DayOfWeek.Sunday => day.AddDays(1),
            _ => day,
        };
}

/// <summary>An occasion of a template.</summary>
/// <param name="Key"><c>startup</c>, <c>bm1</c> … <c>bm4</c> or <c>closing</c>.</param>
/// <param name="Day">Days after the start-up meeting.</param>
/// <param name="Length">How many days the round lasts, from 1.</param>
/// <param name="IsOptional">True when a cohort may go without.</param>
public sealed record TemplateOccasion(string Key, int Day, int Length, bool IsOptional = false);

/// <summary>Another day of a template.</summary>
/// <param name="Kind">What sort of day.</param>
/// <param name="Day">Days after the start-up meeting.</param>
/// <param name="For">Key of the occasion it prepares; it goes where that one goes.</param>
public sealed record TemplateDay(ProgrammeDayKind Kind, int Day, string? For = null);

/// <summary>A criterion of a template.</summary>
/// <param name="Kind">What it asks about.</param>
/// <param name="Required">True when it has to be met.</param>
public sealed record TemplateCriterion(CriterionKind Kind, bool Required);
