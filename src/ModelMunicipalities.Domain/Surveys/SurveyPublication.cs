using System.Text.Json.Serialization;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.Domain.Surveys;

/// <summary>
/// The figures of a survey as they were decided on when it was counted, and all that is ever read of it: readers remember, so
/// what has been published once is kept, and nothing that was not is made up later.
/// </summary>
public sealed class SurveyPublication
{
    /// <summary>The survey that changes are counted since: the last before it that had been counted; null for none.</summary>
    public int? Since { get; set; }

    /// <summary>True once what was written has been taken, since enough had answered.</summary>
    public bool HasTexts { get; set; }

    /// <summary>The questions that enough had answered.</summary>
    public List<PublishedQuestion> Questions { get; set; } = [];

    /// <summary>What is published of a question; null for nothing.</summary>
    public PublishedQuestion? Of(string question) => Questions.Find(q => q.Question == question);

    /// <summary>Publishes a question, in place of what was.</summary>
    public void Put(PublishedQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        Questions = [.. Questions.Where(q => q.Question != question.Question), question];
    }
}

/// <summary>How one question was answered.</summary>
/// <param name="Question">The question's key.</param>
/// <param name="N">How many answered it.</param>
/// <param name="Distribution">How many chose each; empty for a question in words.</param>
/// <param name="Fewest">
/// The fewest persons of whom something is left when this is added to or subtracted from anything that had been published before.
/// Who must not be told of fewer than some number is shown nothing where this is less.
/// </param>
public sealed record PublishedQuestion(string Question, int N, IReadOnlyDictionary<int, int> Distribution, int Fewest)
{
    /// <summary>The functions that may be told of, the largest first.</summary>
    public IReadOnlyList<PublishedFunction> Functions { get; init; } = [];

    /// <summary>The change among those who answered both times; null where it may not stand beside the rest.</summary>
    public PublishedChange? Both { get; init; }

    /// <summary>
    /// True when others had been published before: then these are totals only, and no change of both is made of them.
    /// </summary>
    public bool IsRecounted { get; init; }

    /// <summary>
    /// True when a change among those who answered both this and another time has been published, with others than the same.
    /// It is remembered here also when that is shown no longer: no second one is made of the same answers.
    /// </summary>
    public bool IsTied { get; init; }

    /// <summary>The mean, of a scale question.</summary>
    [JsonIgnore]
    public double Mean => Distribution.Sum(d => (double)d.Key * d.Value) / N;
}

/// <summary>How one function answered a scale question.</summary>
/// <param name="Function">The function.</param>
/// <param name="N">How many answered.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Fewest">As that of the question.</param>
public sealed record PublishedFunction(Function Function, int N, double Mean, int Fewest);

/// <summary>The change among those who answered a scale question both times.</summary>
/// <param name="N">How many they are.</param>
/// <param name="Mean">The mean change.</param>
/// <param name="Fewest">As that of the question.</param>
public sealed record PublishedChange(int N, double Mean, int Fewest);
