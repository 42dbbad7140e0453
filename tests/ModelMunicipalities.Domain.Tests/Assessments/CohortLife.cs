using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.Domain.Tests.Assessments;

/// <summary>A rule that a life goes without, to see that it is needed.</summary>
public enum Without
{
    Nothing,

    /// <summary>Figures follow the answers, as soon as enough stand behind them.</summary>
    Editions,

    /// <summary>What a reader knows anyhow is not reckoned with.</summary>
    Knowing,

    /// <summary>Who comes into a group reads all that the others have submitted before.</summary>
    Hiding,

    /// <summary>One that leaves is taken out of what it took part in.</summary>
    Staying,

    /// <summary>That an organisation lets all see what it has moved is not reckoned with.</summary>
    Sharing,
}

/// <summary>
/// One random life of a cohort, played with the rules themselves and no database: joining, scoring, reopening, importing,
/// regrouping, leaving and coming back, consenting to be learnt from, another minimum; and some who read all they may, all the
/// time, and forget nothing.
/// </summary>
internal sealed class CohortLife
{
    private const int Steps = 2;
    private static readonly DateTimeOffset Start = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Random _random;
    private readonly Without _without;
    private readonly Cohort _cohort = new()
    {
        Slug = "2031",
        Name = "2031",
        Instrument = "two",
        Stage = CohortStage.Running,
    };
    private readonly List<Participation> _parts = [];
    private readonly List<FigureOccasion> _occasions;
    private readonly Dictionary<(int Organisation, int Occasion), EditionRow> _answers = [];
    private readonly List<Edition> _editions = [];
    private readonly List<Attacker> _attackers = [];
    private DateTimeOffset _now = Start;
    private FigureLedger? _ledger;
    private int _ledgerOf;
    private int _minimum;

    public CohortLife(int seed, Without without = Without.Nothing)
    {
        (_random, _without) = (new Random(seed), without);
        Lowest = _minimum = _random.Next(3, 6);
        _occasions =
        [
            .. Enumerable.Range(1, _random.Next(2, 4)).Select(i => new FigureOccasion(i, Day((30 * i) - 30), Day((30 * i) - 5))),
        ];
        var groups = _random.Next(2, 6);
        for (var group = 1; group <= groups; group++)
        {
            Join(CohortRole.Mentor, group);
            for (var i = _random.Next(1, 5); i > 0; i--)
            {
                Join(CohortRole.Participant, group);
            }
        }

        var participants = _parts.Where(p => p.Role == CohortRole.Participant).Select(p => p.OrganisationId).ToList();
        int[][] people =
        [
            [],
            [Any(participants)],
            [_parts.First(p => p.Role == CohortRole.Mentor).OrganisationId],
            [Any(participants), Any(participants)],
            [1, _parts.Last(p => p.Role == CohortRole.Mentor).OrganisationId],
        ];
        _attackers.AddRange(people.Select(own => new Attacker([.. own.Distinct()])));
    }

    /// <summary>The lowest minimum that the network has had.</summary>
    public int Lowest { get; private set; }

    public IReadOnlyList<Attacker> Attackers => _attackers;

    /// <summary>How many figures somebody has read: a life in which nothing is shown proves nothing.</summary>
    public int Read => _attackers.Sum(a => a.Readings.Values.Sum(r => r.Count));

    public int Editions => _editions.Count;

    public CohortLife Play()
    {
        var end = _occasions[^1].EndsAt.AddDays(25);
        while (_now < end)
        {
            _now = _now.AddDays(_random.Next(2, 7));
            for (var i = _random.Next(0, 4); i > 0; i--)
            {
                Act();
            }

            foreach (var occasion in _occasions.Where(o => o.OpensAt <= _now && o.EndsAt > _now))
            {
                foreach (var part in Active().Where(_ => _random.Next(4) == 0))
                {
                    Answer(part.OrganisationId, occasion.Id);
                }
            }

            if (_random.Next(2) > 0)
            {
                Publish();
            }

            foreach (var attacker in _attackers)
            {
                ReadAll(attacker);
            }
        }

        return this;
    }

    private void Act()
    {
        var active = Active().ToList();
        var one = active.Count > 0 ? active[_random.Next(active.Count)] : _parts[0];
        var over = _occasions.Where(o => o.EndsAt <= _now).ToList();
        switch (_random.Next(13))
        {
            case 0:
                one.Leave("vet", _cohort, _now);
                break;
            case 1:
                var gone = _parts.Where(p => !p.IsActive).ToList();
                gone.ElementAtOrDefault(_random.Next(gone.Count + 1))?.UndoLeaving(_cohort, groupIsThere: true);
                break;
            case 2:
                Join(CohortRole.Participant, _random.Next(1, 5));
                break;
            case 3 or 4:
                one.MoveTo(_random.Next(1, 5), _now);
                break;
            case 5 when over.Count > 0:
                // Reopened: nobody's result until it is submitted anew.
                _answers.Remove((one.OrganisationId, Any(over).Id));
                break;
            case 6 or 7 when over.Count > 0:
                Answer(one.OrganisationId, Any(over).Id);
                break;
            case 8 or 9 when over.Count > 0:
                var occasion = Any(over).Id;
                foreach (var part in active.OrderBy(_ => _random.Next()).Take(_random.Next(1, 9)))
                {
                    Answer(part.OrganisationId, occasion);
                }

                break;
            case 12:
                one.ShareProgress(!one.SharesProgress, _now);
                break;
            case 10 when _random.Next(6) == 0:
                _minimum = _random.Next(3, 7);
                Lowest = Math.Min(Lowest, _minimum);
                break;
        }
    }

    private void Publish()
    {
        foreach (var occasion in _occasions.Where(o => o.EndsAt <= _now))
        {
            var rows = _parts
                .Where(p =>
                    p.Role == CohortRole.Participant
                    && (p.IsActive || (_without != Without.Staying && p.WithdrawnAt >= occasion.EndsAt))
                )
                .Select(p => _answers.GetValueOrDefault((p.OrganisationId, occasion.Id), new EditionRow(p.OrganisationId)))
                .ToList();
            var edition = _without is Without.Editions or Without.Staying
                ? new Edition
                {
                    OccasionId = occasion.Id,
                    Number = _editions.Count + 1,
                    PublishedAt = _now,
                    MinimumCell = _minimum,
                    Rows = rows,
                }
                : Publication.Due(Steps, _occasions, _editions, occasion.Id, rows, Readers(), _minimum, _now);
            if (edition is not null)
            {
                _editions.Add(edition);
            }
        }
    }

    private void ReadAll(Attacker attacker)
    {
        var known = Companions.Of(attacker.Own, Pasts());
        var moment = $"{_editions.Count} {_minimum} {string.Join(',', known)}";
        if (attacker.Moment == moment)
        {
            Know(attacker, known);
            return;
        }

        var sight = attacker.Sight = Ledger().For(_without == Without.Knowing ? [] : known, _minimum);
        attacker.Moment = moment;
        foreach (var basis in Enum.GetValues<Basis>())
        {
            for (var step = 1; step <= Steps; step++)
            {
                Edition? before = null;
                foreach (var occasion in _occasions)
                {
                    var shown = _without is Without.Editions or Without.Staying
                        ? Newest(occasion.Id, basis, step)
                        : sight.Shown(basis, step, occasion.Id);
                    if (shown is not null)
                    {
                        attacker.Read(basis, step, Terms(shown, basis, step, 1));
                        if (before is not null && sight.ShowsBoth(basis, step, before, shown))
                        {
                            var (now, then) = (Terms(shown, basis, step, 1), Terms(before, basis, step, -1));
                            bool Both(Answer a) =>
                                now.ContainsKey(a with { Occasion = shown.OccasionId, Value = At(shown, a, step) })
                                && then.ContainsKey(a with { Occasion = before.OccasionId, Value = At(before, a, step) });
                            attacker.Read(basis, step, now.Concat(then).Where(t => Both(t.Key)).ToDictionary());
                        }
                    }

                    before = shown;
                }
            }
        }

        Know(attacker, known);
    }

    /// <summary>
    /// What she may read beside the figures, whether she looked in time or not: all of her own, the common answers of those she
    /// is in a group with now, and what those have moved who let everybody see it.
    /// </summary>
    private void Know(Attacker attacker, IReadOnlyList<Acquaintance> known)
    {
        foreach (var part in _parts.Where(p => attacker.Own.Count > 0 && p is { SharesProgress: true, IsActive: true }))
        {
            attacker.Knows.UnionWith(Moved(part.OrganisationId, attacker.Sight!.Hidden));
        }

        var together = known.Where(k => !k.InPart && k.From <= _now && k.Until > _now).Select(k => k.Organisation).ToHashSet();
        attacker.Knows.UnionWith(
            from occasion in _occasions
            where occasion.OpensAt <= _now
            from organisation in together
            where _without == Without.Hiding || !attacker.Sight!.Hidden.Contains((organisation, occasion.Id))
            let row = _answers.GetValueOrDefault((organisation, occasion.Id))
            where row is not null
            from basis in attacker.Own.Contains(organisation) ? Enum.GetValues<Basis>() : [Basis.Consensus]
            from answer in row.Answers(basis)
            from step in Enumerable.Range(1, Steps)
            select new Answer(organisation, occasion.Id, answer.Who, answer.Profile[step - 1], step)
        );
    }

    /// <summary>The first and the last score of each step that an organisation has moved up.</summary>
    private IEnumerable<Answer> Moved(int organisation, IReadOnlySet<(int, int)> hidden)
    {
        var submitted = _occasions
            .Where(o =>
                !hidden.Contains((organisation, o.Id)) && _answers.GetValueOrDefault((organisation, o.Id))?.Common is not null
            )
            .Select(o => (o.Id, Profile: _answers[(organisation, o.Id)].Common!))
            .ToList();
        return from step in Enumerable.Range(1, submitted.Count > 1 ? Steps : 0)
            let first = submitted[0].Profile[step - 1]
            where first > '0' && submitted[^1].Profile[step - 1] > first
            from at in new[] { submitted[0], submitted[^1] }
            select new Answer(organisation, at.Id, 0, at.Profile[step - 1], step);
    }

    private FigureLedger Ledger()
    {
        if (_ledger is null || _ledgerOf != _editions.Count)
        {
            (_ledger, _ledgerOf) = (new FigureLedger(Steps, _occasions, _editions), _editions.Count);
        }

        return _ledger;
    }

    private static char At(Edition edition, Answer of, int step) =>
        edition.Rows.Find(r => r.Organisation == of.Organisation)?.Of(of.Who) is { } profile ? profile[step - 1] : '0';

    private Edition? Newest(int occasion, Basis basis, int step) =>
        _editions.LastOrDefault(e => e.OccasionId == occasion) is { } newest
        && Terms(newest, basis, step, 1).Keys.Select(t => t.Organisation).Distinct().Count() >= _minimum
            ? newest
            : null;

    private static Dictionary<Answer, int> Terms(Edition edition, Basis basis, int step, int factor) =>
        edition
            .Rows.SelectMany(r =>
                r.Answers(basis)
                    .Where(a => a.Profile[step - 1] != '0')
                    .Select(a => new Answer(r.Organisation, edition.OccasionId, a.Who, a.Profile[step - 1], step))
            )
            .ToDictionary(a => a, _ => factor);

    private void Answer(int organisation, int occasion)
    {
        string Profile() => $"{_random.Next(0, 4)}{_random.Next(1, 4)}";
        var row = _answers.GetValueOrDefault((organisation, occasion), new EditionRow(organisation)) with { Common = Profile() };
        _answers[(organisation, occasion)] =
            _random.Next(3) == 0 ? row : row.With(EditionRow.Whos(Basis.Respondents)[_random.Next(3)], Profile());
    }

    private void Join(CohortRole role, int group) =>
        _parts.Add(
            new Participation
            {
                OrganisationId = _parts.Count + 1,
                Role = role,
                GroupId = _now == Start ? group : null,
            }
        );

    private IEnumerable<Participation> Active() => _parts.Where(p => p is { IsActive: true, Role: CohortRole.Participant });

    private List<GroupPast> Pasts() =>
        _parts.ConvertAll(p => new GroupPast(
            p.OrganisationId,
            [.. p.GroupStays.Where(s => _without != Without.Sharing || s.Group != GroupStay.Network)]
        ));

    /// <summary>
    /// Only those who attack: nothing is held back for others' sake, so that more is published and there is more to combine.
    /// </summary>
    private IReadOnlyList<IReadOnlyList<Acquaintance>> Readers() => Companions.OfEach(_attackers.Select(a => a.Own), Pasts());

    private T Any<T>(List<T> of) => of[_random.Next(of.Count)];

    private static DateTimeOffset Day(int day) => Start.AddDays(day);
}
