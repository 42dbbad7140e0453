using System.Text.Json.Nodes;
using Answer = ModelMunicipalities.Domain.Tests.Assessments.Answer;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>What some answers to a step were at some time, each with the profile that it is of.</summary>
internal sealed class FigureStand(Dictionary<Answer, string> answers)
{
    public Dictionary<Answer, int> Terms { get; } = answers.ToDictionary(a => a.Key, _ => 1);

    public int Models => answers.Values.Count(p => p.All(c => c > '1') && p.Count(c => c == '3') >= 6);

    public bool IsSame(FigureStand other) => Terms.Count == other.Terms.Count && Terms.Keys.All(other.Terms.ContainsKey);

    public bool Counts(JsonNode distribution) =>
        Enumerable
            .Range(1, 3)
            .All(v => (distribution[$"{v}"]?.GetValue<int>() ?? 0) == Terms.Keys.Count(a => a.Value == '0' + v));

    public bool Differs(Dictionary<int, int> byStep) =>
        byStep.All(b =>
            answers
                .GroupBy(a => a.Key.Organisation, a => a.Value[b.Key - 1])
                .Count(o => o.Where(d => d != '0').Distinct().Count() > 1) == b.Value
        );

    /// <summary>The change of those who stand in both.</summary>
    public Dictionary<Answer, int> Since(FigureStand before)
    {
        var then = before.Terms.Keys.ToDictionary(a => (a.Organisation, a.Who));
        return Terms
            .Keys.Where(a => then.ContainsKey((a.Organisation, a.Who)))
            .SelectMany(a => new[] { (a, 1), (then[(a.Organisation, a.Who)], -1) })
            .ToDictionary();
    }
}
