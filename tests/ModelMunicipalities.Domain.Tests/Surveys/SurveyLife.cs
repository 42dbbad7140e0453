using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Surveys;
using ModelMunicipalities.Domain.Tests.Assessments;
using Answer = ModelMunicipalities.Domain.Tests.Assessments.Answer;

namespace ModelMunicipalities.Domain.Tests.Surveys;

/// <summary>A rule that a life goes without, to see that it is needed.</summary>
public enum Missing
{
    Nothing,

    /// <summary>Figures are worked out anew at each reading, of what is closed then and by the minimum of then.</summary>
    Publishing,

    /// <summary>With another minimum all is decided anew.</summary>
    Deciding,

    /// <summary>It is forgotten in which changes of those who answered both times answers have stood.</summary>
    Remembering,

    /// <summary>Such a change is shown whatever functions are shown beside it.</summary>
    Functions,

    /// <summary>Who was asked herself is shown what all others are.</summary>
    OneMore,
}

/// <summary>
/// One random life of a series of surveys, played with the rules themselves and no database: answering, changing, keeping drafts,
/// taking back, closing, opening again, asking late about an earlier occasion, another function, another minimum; and some who
/// read all they may, all the time, and forget nothing. An attacker's organisations are persons here.
/// </summary>
internal sealed class SurveyLife
{
    /// <summary>Reads for a while before she is asked herself.</summary>
    private const int Newcomer = 3;

    private static readonly DateTimeOffset Start = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly LocalText Any = new("a", "a");

    private static readonly SurveyQuestion Question = new(
        "q",
        SurveyQuestionKind.Scale,
        Any,
        [.. Enumerable.Range(1, 4).Select(i => new ScaleLevel(i, Any))]
    );

    private static readonly SurveyForm Form = new("form", Any, Any, [], "q", [new SurveySection("s", Any, false, [Question])]);

    private readonly Random _random;
    private readonly Missing _missing;
    private readonly int _people;
    private readonly int _functions;
    private readonly double[] _habits;
    private readonly AnsweredSurvey?[] _surveys;
    private readonly Dictionary<int, Dictionary<Answer, int>> _both = [];
    private readonly Dictionary<(int Survey, Function?), Dictionary<Answer, int>> _terms = [];
    private readonly HashSet<(Attacker, Dictionary<Answer, int>)> _kept = [];
    private readonly List<Attacker> _attackers;
    private DateTimeOffset _now = Start;
    private int _minimum;

    public SurveyLife(int seed, Missing missing = Missing.Nothing)
    {
        (_random, _missing) = (new Random(seed), missing);
        (_people, _surveys) = (_random.Next(10, 25), new AnsweredSurvey?[_random.Next(2, 5)]);
        (_functions, _habits) = (_random.Next(1, 4), [1, 0.2 + (_random.NextDouble() / 2)]);
        Lowest = _minimum = _random.Next(3, 5);
        _attackers = [new Attacker([]), new Attacker([1]), new Attacker([2]), new Attacker([Newcomer])];
    }

    /// <summary>The lowest minimum that the network has had.</summary>
    public int Lowest { get; private set; }

    public IReadOnlyList<Attacker> Attackers => _attackers;

    /// <summary>How many figures somebody has read: a life in which nothing is shown proves nothing.</summary>
    public int Read => _attackers.Sum(a => a.Readings.Values.Sum(r => r.Count));

    /// <summary>How many changes among those who answered both times were published.</summary>
    public int Changes => _both.Count;

    /// <summary>How many surveys were counted anew.</summary>
    public int Recounts => Asked.Count(s => s.Survey.IsRecounted);

    /// <summary>The surveys that there are, in the order of the occasions.</summary>
    private IEnumerable<AnsweredSurvey> Asked => _surveys.OfType<AnsweredSurvey>();

    public SurveyLife Play()
    {
        for (var day = 0; day < 24; day++)
        {
            _now = _now.AddDays(1);
            var (minimum, seen) = (_minimum, Moment());
            Act(_random.Next(_surveys.Length));
            if (_missing == Missing.Deciding && minimum != _minimum)
            {
                DecideAnew();
            }

            Count();
            if (seen != Moment())
            {
                _attackers.ForEach(ReadAll);
            }
        }

        return this;
    }

    private void Act(int at)
    {
        if (_surveys[at] is not { } one)
        {
            Ask(_random.Next(3) == 0 ? at : Array.FindIndex(_surveys, s => s is null));
        }
        else if (_random.Next(10) == 0)
        {
            _minimum = _random.Next(3, 6);
            Lowest = Math.Min(Lowest, _minimum);
        }
        else if (one.Survey.IsOpen(_now))
        {
            one.Survey.CloseAt(_now, _now);
        }
        else
        {
            one.Survey.CloseAt(_now.AddDays(_random.Next(1, 5)), _now);
            Answer(one, _random.Next(6));
        }
    }

    /// <summary>Asks some always, others now and then, and each nearly always in the same function.</summary>
    private void Ask(int at)
    {
        var first = !Asked.Any();
        var asked = Enumerable
            .Range(1, _people)
            .Where(p => _random.NextDouble() < _habits[p % 2] && !(first && p == Newcomer))
            .ToList();
        var survey = _surveys[at] = new AnsweredSurvey(
            new Survey
            {
                Id = at + 1,
                OpensAt = _now,
                ClosesAt = _now.AddDays(_random.Next(1, 5)),
            },
            asked.ConvertAll(p => new SurveyResponse
            {
                Pseudonym = $"{(char)p}",
                Function = Usual(p + (_random.Next(9) == 0 ? 1 : 0)),
            })
        );
        Answer(survey, 9);
    }

    private Function Usual(int person) => (Function)(1 + (person % _functions));

    /// <summary>Some answer, answer otherwise, begin a draft or take back what they answered.</summary>
    private void Answer(AnsweredSurvey survey, int ofTen)
    {
        foreach (var response in survey.Responses.Where(_ => _random.Next(10) < ofTen))
        {
            var answer = new SurveyAnswer { Question = Question.Key, Values = [_random.Next(1, 5)] };
            response.Write(_random.Next(12) == 0 ? [] : [answer]);
            response.IsSent |= _random.Next(10) > 0;
        }
    }

    private void Count()
    {
        foreach (var one in Asked.Where(s => s.Survey.AwaitsCount(_now)))
        {
            var (isFirst, before) = (Published(one) is null, Before(one.Survey, Asked));
            SurveyCount.Count(one, before, Form, _minimum, _now);
            _terms.Keys.Where(k => k.Survey == one.Survey.Id).ToList().ForEach(k => _terms.Remove(k));
            if (_missing == Missing.Functions && isFirst && before is not null)
            {
                TellOfBoth(before, one);
            }

            if (isFirst && Published(one)?.Both is not null)
            {
                _both[one.Survey.Id] = Both(before!, one);
            }

            if (_missing == Missing.Remembering)
            {
                foreach (var other in Asked.Where(s => Published(s) is not null))
                {
                    other.Survey.Published!.Put(Published(other)! with { IsTied = false });
                }
            }
        }
    }

    /// <summary>Shows the change of those who answered both times, as long as they and the others are enough.</summary>
    private void TellOfBoth(AnsweredSurvey before, AnsweredSurvey one)
    {
        var both = Both(before, one);
        var (n, once) = (both.Count / 2, Terms(before).Count + Terms(one).Count - both.Count);
        if (
            Math.Min(n, once) >= _minimum
            && Published(before) is { IsRecounted: false, IsTied: false } then
            && Published(one) is { Both: null } now
        )
        {
            before.Survey.Published!.Put(then with { IsTied = true });
            var change = both.Sum(t => t.Value * (t.Key.Value - '0')) / (double)n;
            one.Survey.Published!.Put(now with { IsTied = true, Both = new PublishedChange(n, change, Math.Min(n, once)) });
        }
    }

    private static PublishedQuestion? Published(AnsweredSurvey one) => one.Survey.Published?.Of(Question.Key);

    private void ReadAll(Attacker attacker)
    {
        var hers = (
            from s in Asked
            from r in s.Responses
            where attacker.Own.Contains(Person(r))
            select (s.Survey, Response: r)
        ).ToList();
        var fewest = SurveyFigures.FewestFor(_minimum, hers.Count > 0 && _missing != Missing.OneMore);
        var series = _missing == Missing.Publishing ? Anew(Asked.Where(s => s.Survey.ShowsFigures(_now))) : [.. Asked];
        foreach (var one in series.Where(s => s.Survey.ShowsFigures(_now)))
        {
            var before = Before(one.Survey, series) is { } b && b.Survey.ShowsFigures(_now) ? b : null;
            var figures = SurveyFigures.Of(Form, one.Survey, before?.Survey, fewest).Single();
            if (figures.Suppressed)
            {
                continue;
            }

            Keep(attacker, Terms(one), figures.N, figures.Mean);
            foreach (var (function, of) in figures.ByFunction)
            {
                Keep(attacker, Terms(one, function), of.N, of.Mean);
            }

            if (figures.ChangeBoth is { } change)
            {
                var both = _missing is Missing.Publishing or Missing.Deciding ? Both(before!, one) : _both[one.Survey.Id];
                Keep(attacker, both, 2 * figures.NBoth, change / 2);
            }
        }

        attacker.Knows.UnionWith(
            from h in hers
            from answer in h.Response.Counted.Concat(h.Response.Answers)
            select Of(h.Survey, h.Response, answer)
        );
    }

    /// <summary>Remembers what a figure is made of, which has to be what it says.</summary>
    private void Keep(Attacker attacker, Dictionary<Answer, int> terms, int? n, double? mean)
    {
        if (_kept.Add((attacker, terms)))
        {
            terms.Count.ShouldBe(n!.Value);
            (terms.Sum(t => t.Value * (t.Key.Value - '0')) / (double)terms.Count).ShouldBe(mean!.Value, 1e-9);
            attacker.Read(Basis.Respondents, 1, terms);
        }
    }

    /// <summary>Who she is: the character that is her pseudonym.</summary>
    private static int Person(SurveyResponse response) => response.Pseudonym[0];

    /// <summary>All that decides what is shown.</summary>
    private string Moment() =>
        string.Join(
            ' ',
            Asked.Select(s => $"{s.Survey.Id}{s.Survey.ShowsFigures(_now)}{s.Survey.CountedAt}").Append($"{_minimum}")
        );

    private static AnsweredSurvey? Before(Survey survey, IEnumerable<AnsweredSurvey> series)
    {
        var all = series.ToList();
        return survey.Before(all.ConvertAll(s => s.Survey)) is { } before ? all.Find(s => s.Survey == before) : null;
    }

    /// <summary>What has been counted, with its figures made as if nobody had read any.</summary>
    private List<AnsweredSurvey> Anew(IEnumerable<AnsweredSurvey> counted)
    {
        var anew = new List<AnsweredSurvey>();
        foreach (var (survey, responses) in counted)
        {
            var copy = new Survey
            {
                Id = survey.Id,
                ClosesAt = _now,
                CountedAt = _now,
                IsRecounted = survey.IsRecounted,
            };
            anew.Add(new AnsweredSurvey(copy, responses));
            SurveyCount.Count(
                new AnsweredSurvey(copy, [.. responses.Select(AsCounted)]),
                Before(copy, anew),
                Form,
                _minimum,
                _now
            );
        }

        return anew;
    }

    private void DecideAnew()
    {
        var counted = Asked.Where(s => s.Survey.Published is not null).ToList();
        foreach (var (one, anew) in counted.Zip(Anew(counted)))
        {
            one.Survey.Published = anew.Survey.Published;
        }
    }

    private static SurveyResponse AsCounted(SurveyResponse of) =>
        new()
        {
            Pseudonym = of.Pseudonym,
            Function = of.Function,
            IsSent = true,
            Answers = of.Counted,
            Counted = of.Counted,
        };

    /// <summary>What is added up of all that is counted, or of a function: the same until it is counted anew.</summary>
    private Dictionary<Answer, int> Terms(AnsweredSurvey one, Function? function = null) =>
        _terms.TryGetValue((one.Survey.Id, function), out var terms)
            ? terms
            : _terms[(one.Survey.Id, function)] = (
                from response in one.Responses
                where function is null || response.Function == function
                from answer in response.Counted
                select (Of(one.Survey, response, answer), 1)
            ).ToDictionary();

    private Dictionary<Answer, int> Both(AnsweredSurvey before, AnsweredSurvey one)
    {
        var (then, now) = (Terms(before), Terms(one));
        var both = then.Keys.Select(a => a.Organisation).Intersect(now.Keys.Select(a => a.Organisation)).ToHashSet();
        return now
            .Keys.Select(a => (Answer: a, Times: 1))
            .Concat(then.Keys.Select(a => (Answer: a, Times: -1)))
            .Where(t => both.Contains(t.Answer.Organisation))
            .ToDictionary();
    }

    private static Answer Of(Survey survey, SurveyResponse response, SurveyAnswer answer) =>
        new(Person(response), survey.Id, 0, (char)('0' + answer.Values[0]), 1);
}
