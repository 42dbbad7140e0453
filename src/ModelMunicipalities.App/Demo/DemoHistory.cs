using ModelMunicipalities.App.Data;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Demo;

/// <summary>
/// The cohort 2017–2018 as it was: participants, mentors, groups, start in January 2017, conference in May 2018, and the
/// sums that [002] prints for Eskilstuna, Hedemora and Vännäs. The days between and every single score are invented.
/// </summary>
internal sealed class DemoHistory(DemoLoader demo, AppDb db)
{
    private static readonly (string Key, DateTimeOffset Start)[] Timeline =
    [
        ("startup", Day(2017, 1, 19)),
        ("bm1", Day(2017, 4, 6)),
        ("bm2", Day(2017, 9, 14)),
        ("bm3", Day(2017, 12, 7)),
        ("bm4", Day(2018, 3, 8)),
        ("closing", Day(2018, 5, 24)),
    ];

    /// <summary>First and last sum, of 39, as printed.</summary>
    private static readonly Dictionary<string, (int First, int Last)> Published = new()
    {
        ["Eskilstuna"] = (33, 33),
        ["Hedemora"] = (22, 35),
        ["Vännäs"] = (19, 27),
    };

    /// <summary>
    /// What they said of the time after: seven mentors in 2019 and five later, as [002] tells. Which ones is invented. By the
    /// same source thirteen of the fifteen continued in all, so one has not said yet: Hedemora, for the demonstration to ask.
    /// </summary>
    private static readonly Dictionary<string, Afterwards> Said = new()
    {
        ["Luleå"] = Afterwards.MentorNext,
        ["Skellefteå"] = Afterwards.MentorNext,
        ["Vännäs"] = Afterwards.MentorNext,
        ["Karlskoga"] = Afterwards.MentorNext,
        ["Norrtälje"] = Afterwards.MentorNext,
        ["Linköping"] = Afterwards.MentorNext,
        ["Kristianstad"] = Afterwards.MentorNext,
        ["Boden"] = Afterwards.MentorLater,
        ["Uppsala"] = Afterwards.MentorLater,
        ["Enskede-Årsta-Vantör"] = Afterwards.MentorLater,
        ["Norrköping"] = Afterwards.MentorLater,
        ["Halmstad"] = Afterwards.MentorLater,
        ["Lycksele"] = Afterwards.NotMentor,
        ["Kristinehamn"] = Afterwards.NotMentor,
    };

    /// <summary>The share of persons who answered, as [002] prints it; the other occasions had no survey.</summary>
    private static readonly Dictionary<string, double> Answered = new()
    {
        ["bm2"] = 0.63,
        ["bm3"] = 0.33,
        ["bm4"] = 0.29,
    };

    /// <summary>
    /// Every participant's three persons in a random order, as shares: up to the rate of an occasion they answered it.
    /// </summary>
    private readonly Dictionary<(string, Function), double> _order = Order(demo);

    public async Task LoadAsync(Dictionary<string, Organisation> organisations, Dictionary<(string, Function), Person> people)
    {
        var instrument = demo.Instruments["thirteen-step-2017"];
        var cohort = new Cohort
        {
            Slug = "2017-2018",
            Name = "2017–2018",
            Instrument = instrument.Key,
            Invention = Invention.BeyondPublished,
            Stage = CohortStage.Closed,
        };
        foreach (var ((key, start), i) in Timeline.Select((o, i) => (o, i)))
        {
            cohort.Occasions.Add(
                new Occasion
                {
                    Key = key,
                    Ordinal = i + 1,
                    OpensAt = i == 0 ? start.AddDays(-30) : Timeline[i - 1].Start.AddDays(1),
                    DueAt = start.AddDays(-7),
                    StartsAt = start,
                    EndsAt = start.AddHours(6),
                }
            );
        }

        db.Cohorts.Add(cohort);
        await db.SaveChangesAsync();
        foreach (var (mentor, participants) in DemoLoader.Groups)
        {
            var group = new Group { CohortId = cohort.Id, Name = mentor };
            db.Groups.Add(group);
            await db.SaveChangesAsync();
            foreach (var name in participants.Prepend(mentor))
            {
                var participation = demo.Join(
                    cohort,
                    organisations[name],
                    name == mentor ? CohortRole.Mentor : CohortRole.Participant,
                    group.Id
                );
                if (
                    Said.TryGetValue(name, out var afterwards)
                    && participation.StateAfterwards(afterwards, null, cohort) is { } refusal
                )
                {
                    Must([refusal]);
                }

                Score(cohort, instrument, name, organisations[name], people);
            }

            foreach (var occasion in cohort.Occasions.Where(o => o.Key.StartsWith("bm", StringComparison.Ordinal)))
            {
                db.Meetings.Add(
                    new Meeting
                    {
                        CohortId = cohort.Id,
                        OccasionId = occasion.Id,
                        GroupId = group.Id,
                        Form = occasion.Key,
                        HostId = organisations[mentor].Id,
                        WindowFrom = occasion.StartsAt,
                        WindowTo = occasion.EndsAt,
                        Status = MeetingStatus.Confirmed,
                        StartsAt = occasion.StartsAt,
                        EndsAt = occasion.EndsAt,
                        Mode = MeetingMode.Physical,
                        Place = mentor,
                    }
                );
            }
        }

        cohort.ClosedAt = Timeline[^1].Start.AddDays(30);
        await db.SaveChangesAsync();
    }

    private static Dictionary<(string, Function), double> Order(DemoLoader demo)
    {
        var all = DemoLoader
            .Groups.SelectMany(g => g.Participants)
            .SelectMany(p => Assessment.Functions.Select(f => (p, f)))
            .ToList();
        return demo
            .Random.Shuffle(all)
            .Select((who, i) => (who, Share: (i + 0.5) / all.Count))
            .ToDictionary(w => w.who, w => w.Share);
    }

    private static DateTimeOffset Day(int year, int month, int day) =>
        DemoLoader.AtHour(new DateTimeOffset(year, month, day, 12, 0, 0, TimeSpan.Zero), 9);

    private void Score(
        Cohort cohort,
        Instrument instrument,
        string name,
        Organisation organisation,
        Dictionary<(string, Function), Person> people
    )
    {
        var random = demo.Random;
        var isMentor = DemoLoader.Groups.Any(g => g.Mentor == name);
        var (first, last) =
            Published.TryGetValue(name, out var printed) ? printed
            : isMentor ? (random.Number(30, 34), random.Number(34, 37))
            : (random.Number(19, 26), random.Number(26, 33));
        var scores = Start(instrument, first);
        Profile? previous = null;
        foreach (var occasion in cohort.Occasions)
        {
            var target = first + (int)Math.Round((last - first) * (occasion.Ordinal - 1.0) / (cohort.Occasions.Count - 1));
            Raise(scores, target, instrument);
            var window = new ScoringWindow(occasion.OpensAt, occasion.StartsAt, false);
            var assessment = new Assessment
            {
                CohortId = cohort.Id,
                OccasionId = occasion.Id,
                OrganisationId = organisation.Id,
                Instrument = instrument.Key,
            };
            var by = people[(name, Function.KeyPerson)].Id;
            Must(
                assessment.Import(
                    [.. scores.Select((s, i) => new GivenAnswer(i + 1, s))],
                    previous,
                    instrument,
                    window,
                    by,
                    occasion.DueAt
                )
            );
            if (!isMentor && Answered.TryGetValue(occasion.Key, out var rate))
            {
                foreach (var function in Assessment.Functions.Where(f => _order[(name, f)] < rate))
                {
                    assessment.Scorings.Add(Individual(function, scores, people[(name, function)].Id, instrument, occasion));
                }
            }

            db.Assessments.Add(assessment);
            previous = Profile.Parse(assessment.Profile);
        }
    }

    private Scoring Individual(Function function, int[] common, int by, Instrument instrument, Occasion occasion)
    {
        var scoring = new Scoring
        {
            Function = function,
            HandedInAt = occasion.DueAt.AddDays(-3),
            HandedInBy = by,
            Version = 1,
        };
        foreach (var step in instrument.Steps)
        {
            var seen = common[step.Number - 1] + demo.Random.WeightedRandom([-1, 0, 1], [0.15f, 0.7f, 0.15f]);
            scoring.Answers.Add(
                new Answer
                {
                    Step = step.Number,
                    Score = Math.Clamp(seen, instrument.Scale.Lowest, instrument.Scale.Highest),
                    ChangedBy = by,
                    ChangedAt = occasion.DueAt.AddDays(-3),
                }
            );
        }

        return scoring;
    }

    private int[] Start(Instrument instrument, int sum)
    {
        var scores = instrument.Steps.Select(_ => instrument.Scale.Lowest).ToArray();
        Raise(scores, sum, instrument);
        return scores;
    }

    /// <summary>Raises steps at random until the sum is reached; earlier steps of the list a little more often.</summary>
    private void Raise(int[] scores, int sum, Instrument instrument)
    {
        while (scores.Sum() < sum)
        {
            var step = Math.Min(demo.Random.Number(scores.Length - 1), demo.Random.Number(scores.Length + 3));
            if (scores[step] < instrument.Scale.Highest)
            {
                scores[step]++;
            }
        }
    }

    internal static void Must(IReadOnlyList<Domain.Refusal> refusals)
    {
        if (refusals.Count > 0)
        {
            throw new InvalidOperationException($"The demonstration breaks the rule {refusals[0].Rule}.");
        }
    }
}
