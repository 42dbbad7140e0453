using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Features.Assessments;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>
/// A network that a test asks for: its own, with what the test is about and nothing else. One occasion of its cohort is
/// open, laid relative to the real now: it opened thirty days ago and its meetings start in twenty.
/// </summary>
public sealed class NetworkPlan
{
    private static readonly string[] Keys = ["startup", "bm1", "bm2", "bm3", "closing"];

    private readonly List<(string? Mentor, string[] Participants)> _groups = [];

    private readonly List<string> _ungrouped = [];

    private readonly List<(string Organisation, string Occasion, string Scores)> _submitted = [];

    private readonly List<(string Organisation, string Occasion, Function Function, string Scores)> _handedIn = [];

    private string _name = "Nätverket";

    private string _cohort = "2027";

    private string _instrument = "ten-step-2019";

    private string _open = "bm1";

    private string _people = "";

    private readonly List<string> _outside = [];

    private readonly List<(CohortRole Role, string Organisation)> _taking = [];

    private CohortStage _stage = CohortStage.Running;

    private bool _closed;

    private int _minimum = Network.DefaultMinimumCell;

    public NetworkPlan Named(string name) => Set(() => _name = name);

    public NetworkPlan Cohort(string slug) => Set(() => _cohort = slug);

    public NetworkPlan Instrument(string key) => Set(() => _instrument = key);

    /// <summary>The occasion that is open now; the ones before are over.</summary>
    public NetworkPlan Open(string occasion) => Set(() => _open = occasion);

    /// <summary>A cohort that is closed, with every occasion over.</summary>
    public NetworkPlan Closed() => Stage(CohortStage.Closed);

    public NetworkPlan MinimumCell(int organisations) => Set(() => _minimum = organisations);

    /// <summary>What every person's name begins with.</summary>
    public NetworkPlan People(string prefix) => Set(() => _people = prefix);

    /// <summary>A group with its mentor, each with three people.</summary>
    public NetworkPlan Group(string mentor, params string[] participants) => Set(() => _groups.Add((mentor, participants)));

    /// <summary>A group without a mentor.</summary>
    public NetworkPlan Peers(params string[] participants) => Set(() => _groups.Add((null, participants)));

    /// <summary>Participants in no group and without people.</summary>
    public NetworkPlan Participants(params IEnumerable<string> names) => Set(() => _ungrouped.AddRange(names));

    /// <summary>In no group, each with three people.</summary>
    public NetworkPlan Taking(CohortRole role, params IEnumerable<string> names) =>
        Set(() => _taking.AddRange(names.Select(name => (role, name))));

    /// <summary>Organisations that take no part in the cohort, each with three people.</summary>
    public NetworkPlan Outside(params IEnumerable<string> names) => Set(() => _outside.AddRange(names));

    /// <summary>How far the cohort has come.</summary>
    public NetworkPlan Stage(CohortStage stage) => Set(() => (_stage, _closed) = (stage, stage == CohortStage.Closed));

    /// <summary>Submitted answers of an organisation, one digit per step, 0 for none.</summary>
    public NetworkPlan Submitted(string organisation, string occasion, string scores) =>
        Set(() => _submitted.Add((organisation, occasion, scores)));

    /// <summary>A function's own scoring, handed in.</summary>
    public NetworkPlan HandedIn(string organisation, string occasion, Function function, string scores) =>
        Set(() => _handedIn.Add((organisation, occasion, function, scores)));

    public async Task<TestNetwork> BuildAsync(Server server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var network = new Network
        {
            Slug = "n-" + Guid.NewGuid().ToString("N")[..10],
            Name = _name,
            MinimumCell = _minimum,
        };
        db.Networks.Add(network);
        await db.SaveChangesAsync();
        scope.ServiceProvider.GetRequiredService<Caller>().Enter(network);

        var cohort = MakeCohort();
        db.Cohorts.Add(cohort);
        var staffed = _groups
            .SelectMany(g => g.Participants.Prepend(g.Mentor))
            .OfType<string>()
            .Concat(_taking.Select(t => t.Organisation))
            .Concat(_outside)
            .Distinct()
            .ToList();
        var organisations = staffed
            .Concat(_ungrouped)
            .Distinct()
            .ToDictionary(
                name => name,
                name => new Organisation
                {
                    Name = name,
                    Slug = Slug.From(name),
                    Kind = OrganisationKind.Municipality,
                    Code = Catalogue.Municipalities.FirstOrDefault(m => m.Name == name)?.Code,
                }
            );
        db.Organisations.AddRange(organisations.Values);
        var people = new List<(Person Person, string? Organisation, Function? Function, NetworkRole? Role)>
        {
            (NewPerson(network, "coordinator", "Samordnare"), null, null, NetworkRole.Coordinator),
            (NewPerson(network, "observer", "Observatör"), null, null, NetworkRole.Observer),
        };
        people.AddRange(
            from name in staffed
            from function in Assessment.Functions
            select (
                NewPerson(network, $"{function}.{organisations[name].Slug}", $"{function} {name}"),
                (string?)name,
                (Function?)function,
                (NetworkRole?)null
            )
        );
        db.Users.AddRange(people.Select(p => p.Person));
        await db.SaveChangesAsync();

        db.Memberships.AddRange(
            people.Select(p => new Membership
            {
                PersonId = p.Person.Id,
                OrganisationId = p.Organisation is null ? null : organisations[p.Organisation].Id,
                Function = p.Function,
                Role = p.Role,
                Since = DateTimeOffset.UtcNow.AddYears(-1),
            })
        );
        var groups = _groups.ConvertAll(g => new Group { CohortId = cohort.Id, Name = g.Mentor ?? g.Participants[0] });
        db.Groups.AddRange(groups);
        await db.SaveChangesAsync();

        foreach (var ((mentor, participants), group) in _groups.Zip(groups))
        {
            db.Participations.AddRange(
                participants
                    .Prepend(mentor)
                    .OfType<string>()
                    .Select(name => new Participation
                    {
                        CohortId = cohort.Id,
                        OrganisationId = organisations[name].Id,
                        GroupId = group.Id,
                        Role = name == mentor ? CohortRole.Mentor : CohortRole.Participant,
                    })
            );
            db.Meetings.AddRange(
                cohort.Occasions.Select(o => new Meeting
                {
                    CohortId = cohort.Id,
                    OccasionId = o.Id,
                    GroupId = group.Id,
                    Form = o.Key,
                    WindowFrom = o.StartsAt,
                    WindowTo = o.EndsAt,
                    Status = MeetingStatus.Confirmed,
                    Mode = MeetingMode.Physical,
                    StartsAt = o.StartsAt,
                    EndsAt = o.StartsAt.AddHours(3),
                    Place = "Stadshuset, " + group.Name,
                })
            );
        }

        db.Participations.AddRange(
            _ungrouped.Select(name => new Participation
            {
                CohortId = cohort.Id,
                OrganisationId = organisations[name].Id,
                Role = CohortRole.Participant,
            })
        );
        db.Participations.AddRange(
            _taking.Select(t => new Participation
            {
                CohortId = cohort.Id,
                OrganisationId = organisations[t.Organisation].Id,
                Role = t.Role,
            })
        );
        var built = new TestNetwork(
            server,
            network,
            cohort,
            organisations,
            people
                .Select(p =>
                    (p.Organisation, p.Function, p.Role, new Member(server, p.Person.Id, p.Person.Name, p.Person.Email!))
                )
                .ToList()
        );
        var instruments = scope.ServiceProvider.GetRequiredService<InstrumentCatalogue>();
        Score(db, cohort, organisations, people[0].Person.Id, instruments[_instrument]);
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        await PublishFigures.PublishAsync(db, _minimum, instruments, cohort.Id, DateTimeOffset.UtcNow, CancellationToken.None);
        return built;
    }

    private void Score(AppDb db, Cohort cohort, Dictionary<string, Organisation> organisations, int by, Instrument instrument)
    {
        var assessments = new Dictionary<(string, string), Assessment>();
        var window = new ScoringWindow(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, false);
        foreach (var (organisation, occasion, function, scores) in _handedIn)
        {
            var scoring = new Scoring
            {
                Function = function,
                Version = 2,
                HandedInAt = DateTimeOffset.UtcNow,
                HandedInBy = by,
            };
            scoring.Answers.AddRange(
                Given(scores)
                    .Where(a => a.Score is not null)
                    .Select(a => new Answer
                    {
                        Step = a.Step,
                        Score = a.Score,
                        ChangedBy = by,
                        ChangedAt = DateTimeOffset.UtcNow,
                    })
            );
            Of(organisation, occasion).Scorings.Add(scoring);
            Of(organisation, occasion).Version++;
        }

        foreach (
            var (organisation, occasion, scores) in _submitted.OrderBy(s =>
                cohort.Occasions.Find(o => o.Key == s.Occasion)!.Ordinal
            )
        )
        {
            var before = cohort
                .Occasions.Where(o => o.Ordinal < cohort.Occasions.Find(x => x.Key == occasion)!.Ordinal)
                .OrderByDescending(o => o.Ordinal)
                .Select(o => assessments.GetValueOrDefault((organisation, o.Key))?.Profile)
                .FirstOrDefault(p => p is not null);
            Of(organisation, occasion)
                .Import(
                    [.. Given(scores).Where(a => a.Score is not null)],
                    Profile.Parse(before),
                    instrument,
                    window,
                    by,
                    DateTimeOffset.UtcNow
                )
                .ShouldBeEmpty();
        }

        Assessment Of(string organisation, string occasion)
        {
            if (!assessments.TryGetValue((organisation, occasion), out var assessment))
            {
                assessments[(organisation, occasion)] = assessment = new Assessment
                {
                    CohortId = cohort.Id,
                    OrganisationId = organisations[organisation].Id,
                    OccasionId = cohort.Occasions.Find(o => o.Key == occasion)!.Id,
                    Instrument = cohort.Instrument,
                };
                db.Assessments.Add(assessment);
            }

            return assessment;
        }
    }

    private static GivenAnswer[] Given(string scores) =>
        [.. scores.Select((digit, i) => new GivenAnswer(i + 1, digit == '0' ? null : digit - '0'))];

    private Cohort MakeCohort()
    {
        var keys =
            _open == "bm4" || _instrument.StartsWith("thirteen", StringComparison.Ordinal)
                ? [.. Keys[..4], "bm4", "closing"]
                : Keys;
        var now = new DateTimeOffset(
            DateTimeOffset.UtcNow.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond,
            TimeSpan.Zero
        );
        var open = _closed ? keys.Length : Array.IndexOf(keys, _open);
        var cohort = new Cohort
        {
            Slug = _cohort,
            Name = $"Omgång {_cohort}",
            Instrument = _instrument,
            ClosedAt = _closed ? now.AddDays(-1) : null,
            Stage = _stage,
        };
        cohort.Occasions.AddRange(
            keys.Select(
                (key, i) =>
                {
                    var starts = now.AddDays(20 + (60 * (i - open)));
                    return new Occasion
                    {
                        Key = key,
                        Ordinal = i + 1,
                        OpensAt = starts.AddDays(-50),
                        DueAt = starts.AddDays(-3),
                        StartsAt = starts,
                        EndsAt = starts.AddDays(2),
                    };
                }
            )
        );
        return cohort;
    }

    private Person NewPerson(Network network, string account, string name)
    {
        var email = $"{account}@{network.Slug}.example".ToLowerInvariant();
        return new Person
        {
            Name = (_people + " " + name).Trim(),
            Email = email,
            UserName = email,
            NormalizedEmail = email.ToUpperInvariant(),
            NormalizedUserName = email.ToUpperInvariant(),
            EmailConfirmed = true,
            PasswordHash = Server.PasswordHash,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            LockoutEnabled = true,
        };
    }

    private NetworkPlan Set(Action set)
    {
        set();
        return this;
    }
}
