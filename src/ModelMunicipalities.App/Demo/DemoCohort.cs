using ModelMunicipalities.App.Data;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Demo;

/// <summary>
/// The cohort 2027, all of it invented: start-up and BM 1 done, BM 2 open with its meetings in some days, progress uneven,
/// so that every list has something to show.
/// </summary>
internal sealed class DemoCohort(DemoLoader demo, AppDb db)
{
    /// <summary>How far each has come before BM 2; the others have submitted.</summary>
    private enum Progress
    {
        Submitted,
        NotStarted,
        Scoring,
        Comparing,
    }

    private static readonly Dictionary<string, Progress> Uneven = new()
    {
        ["Lycksele"] = Progress.NotStarted,
        ["Kristinehamn"] = Progress.Scoring,
        ["Hedemora"] = Progress.Scoring,
        ["Halmstad"] = Progress.Comparing,
    };

    private static readonly string[] HedemoraStart = ["3221221221", "3222331222"];

    private readonly DemoMeetings _meetings = new(demo, db);

    private Cohort _cohort = null!;

    private Instrument _instrument = null!;

    /// <summary>BM 1 of each group.</summary>
    private readonly Dictionary<int, Meeting> _held = [];

    public async Task LoadAsync(Dictionary<string, Organisation> organisations, Dictionary<(string, Function), Person> people)
    {
        await CohortAsync();
        var room = _meetings.AddTools();
        await db.SaveChangesAsync();
        var groups = new List<(Group Group, List<string> Hosts)>();
        foreach (var ((mentor, participants), day) in DemoLoader.Groups.Select((g, i) => (g, i)))
        {
            List<string> hosts = [.. participants, mentor];
            var group = await GroupAsync(mentor, day, hosts.ConvertAll(h => organisations[h]), room);
            groups.Add((group, hosts));
            foreach (var name in participants.Prepend(mentor))
            {
                demo.Join(_cohort, organisations[name], name == mentor ? CohortRole.Mentor : CohortRole.Participant, group.Id);
                Score(
                    name,
                    organisations[name],
                    f => people[(name, f)].Id,
                    name == mentor ? demo.Random.Number(22, 26)
                        : name is "Uppsala" or "Linköping" ? 22
                        : demo.Random.Number(15, 19),
                    Uneven.GetValueOrDefault(name)
                );
            }
        }

        await db.SaveChangesAsync();
        foreach (var (group, hosts) in groups)
        {
            _meetings.Record(
                _held[group.Id],
                hosts.ConvertAll(h => (organisations[h], (Func<Function, int>)(f => people[(h, f)].Id)))
            );
        }

        var meetings = db.Meetings.Local.Where(m => m.CohortId == _cohort.Id).ToList();
        db.Meetings.AddRange(
            MeetingPlan.Missing(
                _cohort,
                [.. groups.Select(g => new PlannedGroup(g.Group.Id, g.Hosts.ConvertAll(h => organisations[h].Id)))],
                meetings,
                demo.Today
            )
        );
        await db.SaveChangesAsync();
        var (asked, of) = groups.Single(g => g.Group.Name == "Eskilstuna");
        await _meetings.AskAsync(
            db.Meetings.Local.Single(m => m.GroupId == asked.Id && m.Form == "bm3"),
            [
                .. of.SelectMany(h => Assessment.Functions.Select(f => people[(h, f)].Id))
                    .Except([people[("Hedemora", Function.KeyPerson)].Id])
                    .Prepend(people[("Eskilstuna", Function.KeyPerson)].Id)
                    .Distinct()
                    .Append(people[("Hedemora", Function.KeyPerson)].Id),
            ]
        );
        await new DemoImprovements(demo, db, _cohort, _instrument).LoadAsync(organisations, people);
        await db.SaveChangesAsync();
        await new DemoSurveys(demo, db).LoadAsync(_cohort, _instrument, people[("Hedemora", Function.KeyPerson)].Id);
    }

    /// <summary>The other network: six administrations in two groups of peers without a mentor.</summary>
    public async Task LoadInternalAsync(List<Organisation> organisations)
    {
        await CohortAsync();
        for (var i = 0; i < 2; i++)
        {
            var members = organisations.Skip(3 * i).Take(3).ToList();
            var group = await GroupAsync($"Grupp {i + 1}", 2 * i, members, null);
            foreach (var organisation in members)
            {
                demo.Join(_cohort, organisation, CohortRole.Participant, group.Id);
                var ids = db
                    .Memberships.Local.Where(m => m.OrganisationId == organisation.Id)
                    .ToDictionary(m => m.Function!.Value, m => m.PersonId);
                Score(
                    organisation.Name,
                    organisation,
                    f => ids[f],
                    demo.Random.Number(14, 20),
                    i == 0 ? Progress.Submitted : Progress.Scoring
                );
            }
        }

        await db.SaveChangesAsync();
    }

    private async Task CohortAsync()
    {
        _instrument = demo.Instruments["ten-step-2019"];
        _cohort = new Cohort
        {
            Slug = "2027",
            Name = "2027",
            Instrument = _instrument.Key,
            Invention = Invention.Everything,
            Stage = CohortStage.Running,
        };
        (string Key, int Start, int Length)[] timeline =
        [
            ("startup", -255, 0),
            ("bm1", -150, 4),
            ("bm2", 9, 7),
            ("bm3", 140, 4),
            ("closing", 245, 0),
        ];
        for (var i = 0; i < timeline.Length; i++)
        {
            var (key, start, length) = timeline[i];
            var opens = i == 0 ? start - 40 : timeline[i - 1].Start + timeline[i - 1].Length + 1;
            _cohort.Occasions.Add(
                new Occasion
                {
                    Key = key,
                    Ordinal = i + 1,
                    OpensAt = At(opens, 8),
                    DueAt = At(Math.Max(opens, start - 3), 16),
                    StartsAt = At(start, 13),
                    EndsAt = At(start + length, 16),
                }
            );
        }

        foreach (var (i, day) in new[] { -20, 110 }.Index())
        {
            _cohort.Days.Add(
                new ProgrammeDay
                {
                    Kind = ProgrammeDayKind.KeyPersonsDay,
                    Ordinal = i + 1,
                    StartsAt = At(day, 9),
                    EndsAt = At(day, 16),
                }
            );
        }

        db.Cohorts.Add(_cohort);
        await db.SaveChangesAsync();
        foreach (var occasion in _cohort.Occasions.Where(o => !o.Key.StartsWith("bm", StringComparison.Ordinal)))
        {
            db.Meetings.Add(DemoMeetings.Called(_cohort, occasion, null, occasion.StartsAt, occasion.EndsAt, "Stockholm"));
        }
    }

    /// <summary>An hour of a day counted from the day of loading; a Saturday or Sunday becomes the Monday after.</summary>
    private DateTimeOffset At(int day, int hour)
    {
        var at = DemoLoader.AtHour(demo.Today.AddDays(day), hour);
        return at.DayOfWeek switch
        {
            DayOfWeek.Saturday => DemoLoader.AtHour(at.AddDays(2), hour),
            DayOfWeek.Sunday => DemoLoader.AtHour(at.AddDays(1), hour),
            _ => at,
        };
    }

    private DateTimeOffset AtRound(Occasion occasion, int day)
    {
        var starts = At((int)(occasion.StartsAt.AddHours(12) - demo.Today).TotalDays + day, 13);
        return starts < occasion.EndsAt ? starts : DemoLoader.AtHour(occasion.EndsAt, 13);
    }

    /// <summary>A group with BM 1 held and BM 2 called; hosting goes round.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="day">On which day of a round it meets.</param>
    /// <param name="hosts">Its organisations in the order in which they host.</param>
    /// <param name="room">The tool behind its links; null when all meet at the place.</param>
    private async Task<Group> GroupAsync(string name, int day, List<Organisation> hosts, MeetingTool? room)
    {
        var group = new Group { CohortId = _cohort.Id, Name = name };
        db.Groups.Add(group);
        await db.SaveChangesAsync();
        foreach (var (i, occasion) in _cohort.Occasions.Where(o => o.Key is "bm1" or "bm2").Index())
        {
            // Each group on its own day of the round; BM 2 of the fourth group is twelve days away.
            var starts = AtRound(occasion, occasion.Key == "bm2" ? day : day % 4);
            var host = hosts[i % hosts.Count];
            var meeting = DemoMeetings.Called(
                _cohort,
                occasion,
                group,
                starts,
                starts.AddHours(3),
                host.ParentId is null ? $"Stadshuset i {host.Name}" : host.Name
            );
            meeting.HostId = host.Id;
            if (room is not null && occasion.Key == "bm2")
            {
                (meeting.Mode, meeting.ToolId, meeting.Shown) = (MeetingMode.Hybrid, room.Id, InformationClass.Internal);
                meeting.Link = $"https://mote.modellkommuner.example/{Slug.From(name)}";
                meeting.Accessibility =
                    "Hiss från entrén, rymlig toalett på samma plan. Receptionen möter er från en kvart innan.";
                meeting.HasHearingLoop = true;
            }

            db.Meetings.Add(meeting);
            _held.TryAdd(group.Id, meeting);
        }

        return group;
    }

    private void Score(string name, Organisation organisation, Func<Function, int> person, int start, Progress progress)
    {
        var scores = _instrument.Steps.Select(_ => 1).ToArray();
        scores[0] = 3;
        Profile? previous = null;
        foreach (var (occasion, i) in _cohort.Occasions.Take(3).Select((o, i) => (o, i)))
        {
            if (name == "Hedemora" && i < HedemoraStart.Length)
            {
                scores = [.. HedemoraStart[i].Select(d => d - '0')];
            }
            else
            {
                Raise(scores, i == 0 ? start : scores.Sum() + demo.Random.Number(1, 3));
            }

            var how = i < 2 ? Progress.Submitted : progress;
            if (how == Progress.NotStarted)
            {
                return;
            }

            var assessment = new Assessment
            {
                CohortId = _cohort.Id,
                OccasionId = occasion.Id,
                OrganisationId = organisation.Id,
                Instrument = _instrument.Key,
            };
            var window = new ScoringWindow(occasion.OpensAt, occasion.StartsAt, false);
            var when = i < 2 ? occasion.DueAt.AddDays(-1) : demo.Today.AddDays(-2);
            if (how == Progress.Scoring)
            {
                Begin(assessment, name, scores, previous, window, person, when);
            }
            else
            {
                Complete(assessment, scores, previous, window, person, when, how == Progress.Submitted, i);
            }

            db.Assessments.Add(assessment);
            previous = Profile.Parse(assessment.Profile);
        }
    }

    private void Begin(
        Assessment assessment,
        string name,
        int[] scores,
        Profile? previous,
        ScoringWindow window,
        Func<Function, int> person,
        DateTimeOffset when
    )
    {
        // In Hedemora the key person has come to step seven and the politician to step three; elsewhere four steps are done.
        (Function Function, int Steps)[] drafts =
            name == "Hedemora" ? [(Function.KeyPerson, 7), (Function.Politician, 3)] : [(Function.KeyPerson, 4)];
        foreach (var (function, steps) in drafts)
        {
            var answers = Enumerable
                .Range(1, steps)
                .Select(step => Answer(step, function, step == 7 && name == "Hedemora" ? 2 : scores[step - 1], previous, true));
            DemoHistory.Must(assessment.Save(function, [.. answers], previous, _instrument, window, person(function), when));
        }
    }

    private void Complete(
        Assessment assessment,
        int[] scores,
        Profile? previous,
        ScoringWindow window,
        Func<Function, int> person,
        DateTimeOffset when,
        bool submit,
        int occasion
    )
    {
        foreach (var function in Assessment.Functions)
        {
            var answers = _instrument
                .Steps.Select(s => Answer(s.Number, function, See(scores[s.Number - 1]), previous, false))
                .ToList();
            DemoHistory.Must(
                assessment.Save(function, answers, previous, _instrument, window, person(function), when.AddHours((int)function))
            );
            DemoHistory.Must(
                assessment.HandIn(function, previous, _instrument, window, person(function), when.AddHours((int)function))
            );
        }

        var common = _instrument
            .Steps.Where(s => submit || s.Number != 7)
            .Select(s =>
                Answer(s.Number, Function.KeyPerson, scores[s.Number - 1], previous, occasion > 0) with
                {
                    Target = scores[s.Number - 1] < 3 && s.Number is 2 or 7 or 8 ? 3 : null,
                }
            );
        DemoHistory.Must(
            assessment.Agree([.. common], previous, _instrument, window, person(Function.KeyPerson), when.AddHours(5))
        );
        if (submit)
        {
            DemoHistory.Must(assessment.Submit(_instrument, window, person(Function.KeyPerson), when.AddHours(6)));
        }
    }

    private GivenAnswer Answer(int step, Function function, int score, Profile? previous, bool say)
    {
        var moved = previous?[step] is { } before && before != score;
        var comment = say || demo.Random.Bool(0.35f) ? DemoTexts.Comment(step, score, function) : null;
        return new GivenAnswer(
            step,
            score,
            comment,
            null,
            moved ? ChangeCause.Improvement : null,
            moved ? DemoTexts.Improvement(step) : null
        );
    }

    /// <summary>How one person sees a step: mostly as the others, now and then one level off.</summary>
    private int See(int score) => Math.Clamp(score + demo.Random.WeightedRandom([-1, 0, 1], [0.12f, 0.74f, 0.14f]), 1, 3);

    private void Raise(int[] scores, int sum)
    {
        while (scores.Sum() < Math.Min(sum, 29))
        {
            var step = demo.Random.Number(scores.Length - 1);
            if (scores[step] < 3 && (scores[step] < 2 || demo.Random.Bool(step is 6 or 8 ? 0.2f : 0.6f)))
            {
                scores[step]++;
            }
        }
    }
}
