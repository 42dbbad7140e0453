using System.Text.Json;
using System.Text.Json.Serialization;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Surveys;

/// <summary>Every version of every survey that there is: those that come with the product and those of a folder.</summary>
public sealed class SurveyForms
{
    private const int LongestKey = 40;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly Dictionary<string, SurveyForm> _byKey;

    private SurveyForms(IEnumerable<SurveyForm> forms) => _byKey = forms.ToDictionary(f => f.Key);

    /// <summary>All versions.</summary>
    public IReadOnlyCollection<SurveyForm> All => _byKey.Values;

    /// <summary>The version with a key.</summary>
    /// <exception cref="KeyNotFoundException">There is none; a survey never names one that has been taken away.</exception>
    public SurveyForm this[string key] =>
        Find(key)
        ?? throw new KeyNotFoundException(
            $"There is no survey form '{key}'. Known: {string.Join(", ", _byKey.Keys.Order(StringComparer.Ordinal))}."
        );

    /// <summary>The version with a key, or null.</summary>
    public SurveyForm? Find(string? key) => key is null ? null : _byKey.GetValueOrDefault(key);

    /// <summary>Reads the versions that come with the product and, when a folder is given, every .json file in it.</summary>
    /// <exception cref="InvalidSurveyFormException">A file is not a complete and consistent form.</exception>
    public static SurveyForms Load(string? folder = null)
    {
        var assembly = typeof(SurveyForms).Assembly;
        var forms = new List<SurveyForm>();
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(n => n.StartsWith("surveys/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            forms.Add(Read(stream, name));
        }

        foreach (
            var file in folder is null
                ? Enumerable.Empty<string>()
                : Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
        )
        {
            using var stream = File.OpenRead(file);
            forms.Add(Read(stream, file));
        }

        return forms.GroupBy(f => f.Key).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new InvalidSurveyFormException(twice.Key, "two files have this key")
            : new SurveyForms(forms);
    }

    /// <summary>Reads one form.</summary>
    /// <param name="json">The file's content, UTF-8.</param>
    /// <param name="name">The file's name, for the message when it is not in order.</param>
    /// <exception cref="InvalidSurveyFormException">It is not a complete and consistent form.</exception>
    public static SurveyForm Read(Stream json, string name)
    {
        SurveyForm form;
        try
        {
            form = JsonSerializer.Deserialize<SurveyForm>(json, Json)
                ?? throw new InvalidSurveyFormException(name, "it is empty");
        }
        catch (JsonException e)
        {
            throw new InvalidSurveyFormException(name, e.Message, e);
        }

        return WhatIsWrong(form) is { } wrong ? throw new InvalidSurveyFormException(name, wrong) : form;
    }

    private static string? WhatIsWrong(SurveyForm form)
    {
        if (form.Key != Slug.From(form.Key) || form.Key.Length is 0 or > LongestKey)
        {
            return $"the key may hold a–z, 0–9 and hyphens, at most {LongestKey} characters";
        }

        if (Missing(form.Title) || Missing(form.Intro) || form.Sections.Any(s => s is null || Missing(s.Title)))
        {
            return "a text is missing, in one of the languages or in both, in its title, its introduction or the title of a section";
        }

        if (form.Sections.Any(s => s.Questions.Count == 0 && !s.Checklist) || form.Sections.Count == 0)
        {
            return "it needs at least one section, and every section at least one question or the checklist";
        }

        var questions = form.Questions.ToList();
        if (
            questions.FirstOrDefault(q =>
                q is null
                || q.Key != Slug.From(q.Key)
                || q.Key.Length is 0 or > LongestKey
                || q.Key.StartsWith("step-", StringComparison.Ordinal)
            ) is
            { } unnamed
        )
        {
            return $"question '{unnamed.Key}' needs a key of a–z, 0–9 and hyphens, at most {LongestKey} characters, that does not begin with step-";
        }

        if (questions.GroupBy(q => q.Key).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            return $"two questions are called '{twice.Key}'";
        }

        if (questions.FirstOrDefault(q => Missing(q.Text) || q.Choices.Any(c => c is null || Missing(c.Label))) is { } silent)
        {
            return $"question '{silent.Key}' lacks a text, in one of the languages or in both";
        }

        if (questions.FirstOrDefault(q => !HasItsChoices(q)) is { } wrong)
        {
            return $"question '{wrong.Key}' needs at least two choices numbered from 1 without gaps, and none when it is answered in words";
        }

        return form.Headline is not null && form.Question(form.Headline)?.Kind != SurveyQuestionKind.Scale
            ? $"the headline '{form.Headline}' is no scale question of it"
            : null;
    }

    private static bool HasItsChoices(SurveyQuestion question) =>
        question.Kind == SurveyQuestionKind.Text
            ? question.Choices.Count == 0
            : question.Choices.Count >= 2 && question.Choices.Index().All(c => c.Item.Value == c.Index + 1);

    private static bool Missing(LocalText? text) =>
        text is null || string.IsNullOrWhiteSpace(text.Sv) || string.IsNullOrWhiteSpace(text.En);
}

/// <summary>A file that is not a complete and consistent form. The product does not start with one.</summary>
/// <param name="name">The file.</param>
/// <param name="wrong">What is wrong with it.</param>
/// <param name="inner">What found it out.</param>
public sealed class InvalidSurveyFormException(string name, string wrong, Exception? inner = null)
    : Exception($"The survey form {name} cannot be used: {wrong}.", inner);
