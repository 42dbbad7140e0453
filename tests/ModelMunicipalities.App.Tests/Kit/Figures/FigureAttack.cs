using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Tests.Assessments;
using Answer = ModelMunicipalities.Domain.Tests.Assessments.Answer;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>
/// People of a network who read over HTTP all that they may of a cohort's figures, time after time. What a figure is made of is
/// worked out here from what has been answered: of all that has ever stood, that which comes to just these figures.
/// </summary>
internal sealed partial class FigureAttack(TestNetwork network, IReadOnlyList<(Member Member, Attacker Attacker)> readers)
{
    /// <summary>The steps that are looked at; 0 is what is counted of whole profiles.</summary>
    private const int Steps = 3;

    private readonly Dictionary<(int Occasion, Basis, int Step), List<FigureStand>> _stood = [];

    private readonly Dictionary<(Attacker?, int Occasion, Basis, int Step), FigureStand> _read = [];

    private readonly Dictionary<string, char> _profiles = [];

    private List<(int Id, string Key)> _occasions = [];

    private Dictionary<int, int?> _groupOf = [];

    /// <summary>
    /// Who is told what stands at each moment, as if figures followed the answers: she must succeed, else there is nothing to
    /// find.
    /// </summary>
    public Attacker Told { get; } = new([]);

    public IEnumerable<Attacker> Attackers => readers.Select(r => r.Attacker);

    /// <summary>The lowest minimum that the network has had.</summary>
    public int Lowest { get; private set; } = int.MaxValue;

    /// <summary>Lets the job run, and everybody read.</summary>
    public async Task LookAsync()
    {
        await RememberAsync();
        await network.PublishAsync();
        foreach (var (member, attacker) in readers)
        {
            foreach (var basis in Enum.GetValues<Basis>())
            {
                await ReadFiguresAsync(member, attacker, basis);
            }

            await ReadAnswersAsync(member, attacker);
        }
    }

    /// <summary>What stands now, of every occasion that is over and of those who took part in it.</summary>
    private async Task RememberAsync()
    {
        var (occasions, parts, assessments, minimum) = await network.InDbAsync(async db =>
            (
                await db
                    .Occasions.Where(o => o.CohortId == network.Cohort.Id)
                    .OrderBy(o => o.Ordinal)
                    .AsNoTracking()
                    .ToListAsync(),
                await db.Participations.Where(p => p.CohortId == network.Cohort.Id).AsNoTracking().ToListAsync(),
                await db
                    .Assessments.Where(a => a.CohortId == network.Cohort.Id)
                    .Include(a => a.Scorings)
                        .ThenInclude(s => s.Answers)
                    .AsNoTracking()
                    .AsSplitQuery()
                    .ToListAsync(),
                await db.Networks.Where(n => n.Id == network.Network.Id).Select(n => n.MinimumCell).SingleAsync()
            )
        );
        Lowest = Math.Min(Lowest, minimum);
        (_occasions, _groupOf) = (
            occasions.ConvertAll(o => (o.Id, o.Key)),
            parts.ToDictionary(p => p.OrganisationId, p => p.GroupId)
        );
        foreach (var occasion in occasions.Where(o => o.EndsAt <= DateTimeOffset.UtcNow))
        {
            var there = parts
                .Where(p => p.Role == CohortRole.Participant)
                .Where(p => p.WithdrawnAt is null || p.WithdrawnAt >= occasion.EndsAt)
                .Select(p => p.OrganisationId)
                .ToHashSet();
            var those = assessments.FindAll(a => a.OccasionId == occasion.Id && there.Contains(a.OrganisationId));
            var common = those.Where(a => a.SubmittedAt is not null).Select(a => (a.OrganisationId, 0, a.Profile!));
            var own = those.SelectMany(a =>
                a.Scorings.Where(s => s.HandedInAt is not null)
                    .Select(s =>
                        (
                            a.OrganisationId,
                            (int)s.Function,
                            string.Concat(Enumerable.Range(1, 10).Select(step => s.Answers.Find(x => x.Step == step)?.Score ?? 0))
                        )
                    )
            );
            Stands(occasion.Id, Basis.Consensus, [.. common]);
            Stands(occasion.Id, Basis.Respondents, [.. own]);
        }
    }

    private void Stands(int occasion, Basis basis, List<(int Organisation, int Who, string Profile)> answers)
    {
        for (var step = 0; step <= Steps; step++)
        {
            var stand = new FigureStand(
                answers
                    .Where(a => step == 0 || a.Profile[step - 1] != '0')
                    .ToDictionary(
                        a => new Answer(
                            a.Organisation,
                            occasion,
                            a.Who,
                            step == 0 ? Known(a.Profile) : a.Profile[step - 1],
                            step
                        ),
                        a => a.Profile
                    )
            );
            var stood = _stood.TryGetValue((occasion, basis, step), out var there) ? there : _stood[(occasion, basis, step)] = [];
            stood.RemoveAll(s => s.IsSame(stand));
            stood.Add(stand);
            if (stand.Terms.Keys.Select(a => a.Organisation).Distinct().Count() >= Lowest)
            {
                Told.Read(basis, step, stand.Terms);
            }
        }
    }

    /// <summary>Reads what the API tells of every step, and that the page tells no more.</summary>
    private async Task ReadFiguresAsync(Member member, Attacker attacker, Basis basis)
    {
        var cells = await CellsAsync(member, basis);
        foreach (var step in Enumerable.Range(1, Steps))
        {
            FigureStand? before = null;
            foreach (var (occasion, key) in _occasions)
            {
                var cell = cells[(step, key)];
                var stand = cell["suppressed"]!.GetValue<bool>()
                    ? null
                    : Match(attacker, occasion, basis, step, s => s.Counts(cell["distribution"]!));
                if (stand is not null)
                {
                    attacker.Read(basis, step, stand.Terms);
                    if (cell["changeBoth"] is { } change)
                    {
                        var both = stand.Since(before!);
                        (both.Count / 2, both.Sum(t => t.Value * (t.Key.Value - '0')) / (both.Count / 2.0)).ShouldBe(
                            (cell["nBoth"]!.GetValue<int>(), change.GetValue<double>())
                        );
                        attacker.Read(basis, step, both);
                    }
                }

                before = stand;
            }
        }

        var page = (
            await (await member.ReaderAsync()).GetAsync(
                network.CohortPage($"/benchmark?basis={basis.ToString().ToLowerInvariant()}")
            )
        ).ShouldBeOk();
        TellNoMore(Rows(page.Html), Numbers(cells));
    }

    /// <summary>Of all that has stood, what comes to this: what she read before when it does, else what stood last.</summary>
    private FigureStand Match(Attacker? attacker, int occasion, Basis basis, int step, Func<FigureStand, bool> comesTo)
    {
        var place = (attacker, occasion, basis, step);
        return _read[place] =
            _read.TryGetValue(place, out var earlier) && comesTo(earlier)
                ? earlier
                : _stood[(occasion, basis, step)].LastOrDefault(comesTo)
                    ?? throw new ShouldAssertException($"{basis} of step {step} at {occasion} has never been so");
    }

    private async Task<Dictionary<(int Step, string Occasion), JsonNode>> CellsAsync(Member member, Basis basis) =>
        (await member.Api.GetAsync(network.InCohort($"/benchmark?basis={basis.ToString().ToLowerInvariant()}"))).ShouldBeOk()[
            "items"
        ]!
            .AsArray()
            .ToDictionary(c => (c!["step"]!.GetValue<int>(), c["occasion"]!.ToString()), c => c!);

    private static ILookup<int, double> Numbers(Dictionary<(int Step, string Occasion), JsonNode> cells) =>
        (
            from cell in cells
            from field in new[] { "mean", "change", "changeBoth" }
            where cell.Value[field] is not null
            select (cell.Key.Step, Math.Abs(cell.Value[field]!.GetValue<double>()))
        ).ToLookup(x => x.Step, x => x.Item2);

    /// <summary>
    /// Reads what of single organisations she may: the assessments of her group, and what those have moved who let it be seen.
    /// RolesTests see that others' are refused.
    /// </summary>
    private async Task ReadAnswersAsync(Member member, Attacker attacker)
    {
        var bySlug = network.Organisations.ToDictionary(o => o.Slug, o => o.Id);
        foreach (
            var organisation in network.Organisations.Where(o =>
                attacker.Own.Any(own => _groupOf.GetValueOrDefault(own) is { } group && _groupOf.GetValueOrDefault(o.Id) == group)
            )
        )
        {
            foreach (var (id, key) in _occasions.Where(o => _stood.ContainsKey((o.Id, Basis.Consensus, 1))))
            {
                var reply = await member.Api.GetAsync(network.At(organisation.Name, key));
                if (reply.Status == HttpStatusCode.OK)
                {
                    Know(attacker, organisation.Id, id, 0, reply["consensus"]);
                    foreach (var function in Assessment.Functions)
                    {
                        Know(
                            attacker,
                            organisation.Id,
                            id,
                            (int)function,
                            reply["functions"]?[function.ToString().ToLowerInvariant()[..1] + function.ToString()[1..]]
                        );
                    }
                }
            }
        }

        for (var step = 1; step <= Steps && attacker.Own.Count > 0; step++)
        {
            foreach (
                var line in (await member.Api.GetAsync(network.InNetwork($"/learning?step={step}"))).ShouldBeOk()[
                    "items"
                ]!.AsArray()
            )
            {
                foreach (var (score, occasion) in new[] { ("from", "firstOccasion"), ("to", "lastOccasion") })
                {
                    attacker.Knows.Add(
                        new Answer(
                            bySlug[line!["organisation"]!.ToString()],
                            _occasions.Single(o => o.Key == line[occasion]!.ToString()).Id,
                            0,
                            (char)('0' + line[score]!.GetValue<int>()),
                            step
                        )
                    );
                }
            }
        }
    }

    private void Know(Attacker attacker, int organisation, int occasion, int who, JsonNode? scores)
    {
        if ((scores as JsonArray ?? scores?["scores"] as JsonArray) is not { } given)
        {
            return;
        }

        var digits = given
            .Where(s => s!["score"] is not null)
            .ToDictionary(s => s!["step"]!.GetValue<int>(), s => (char)('0' + s!["score"]!.GetValue<int>()));
        attacker.Knows.UnionWith(
            digits.Where(d => d.Key <= Steps).Select(d => new Answer(organisation, occasion, who, d.Value, d.Key))
        );
        var profile = string.Concat(Enumerable.Range(1, 10).Select(step => digits.GetValueOrDefault(step, '0')));
        attacker.Knows.Add(new Answer(organisation, occasion, who, Known(profile), 0));
    }

    /// <summary>A whole profile as one value.</summary>
    private char Known(string profile) =>
        _profiles.TryGetValue(profile, out var value) ? value : _profiles[profile] = (char)('\u1000' + _profiles.Count);
}
