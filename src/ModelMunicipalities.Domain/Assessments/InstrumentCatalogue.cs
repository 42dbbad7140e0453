using System.Text.Json;
using System.Text.Json.Serialization;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Assessments;

/// <summary>Every version of every checklist that there is: those that come with the product and those of a folder.</summary>
public sealed class InstrumentCatalogue
{
    private const int LongestKey = 50;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly Dictionary<string, Instrument> _byKey;

    private InstrumentCatalogue(IEnumerable<Instrument> instruments) => _byKey = instruments.ToDictionary(i => i.Key);

    /// <summary>All versions, by key.</summary>
    public IReadOnlyCollection<Instrument> All => _byKey.Values;

    /// <summary>The version with a key.</summary>
    /// <exception cref="KeyNotFoundException">There is none; a cohort never names one that does not exist.</exception>
    public Instrument this[string key] =>
        _byKey.TryGetValue(key, out var instrument)
            ? instrument
            : throw new KeyNotFoundException(
                $"There is no instrument '{key}'. Known: {string.Join(", ", _byKey.Keys.Order(StringComparer.Ordinal))}."
            );

    /// <summary>True when there is a version with this key.</summary>
    public bool Has(string key) => _byKey.ContainsKey(key);

    /// <summary>Reads the versions that come with the product and, when a folder is given, every .json file in it.</summary>
    /// <exception cref="InvalidInstrumentException">A file is not a complete and consistent instrument.</exception>
    public static InstrumentCatalogue Load(string? folder = null)
    {
        var assembly = typeof(InstrumentCatalogue).Assembly;
        var instruments = new List<Instrument>();
        foreach (
            var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("instruments/", StringComparison.Ordinal))
        )
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            instruments.Add(Read(stream, name));
        }

        foreach (
            var file in folder is null
                ? Enumerable.Empty<string>()
                : Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
        )
        {
            using var stream = File.OpenRead(file);
            instruments.Add(Read(stream, file));
        }

        return instruments.GroupBy(i => i.Key).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new InvalidInstrumentException(twice.Key, "two files have this key")
            : new InstrumentCatalogue(instruments);
    }

    /// <summary>Reads one instrument.</summary>
    /// <param name="json">The file's content, UTF-8.</param>
    /// <param name="name">The file's name, for the message when it is not in order.</param>
    /// <exception cref="InvalidInstrumentException">It is not a complete and consistent instrument.</exception>
    public static Instrument Read(Stream json, string name)
    {
        Instrument instrument;
        try
        {
            instrument = JsonSerializer.Deserialize<Instrument>(json, Json)
                ?? throw new InvalidInstrumentException(name, "it is empty");
        }
        catch (JsonException e)
        {
            throw new InvalidInstrumentException(name, e.Message, e);
        }

        return WhatIsWrong(instrument) is { } wrong ? throw new InvalidInstrumentException(name, wrong) : instrument;
    }

    private static string? WhatIsWrong(Instrument instrument)
    {
        if (instrument.Key != Slug.From(instrument.Key) || instrument.Key.Length is 0 or > LongestKey)
        {
            return $"the key may hold a–z, 0–9 and hyphens, at most {LongestKey} characters";
        }

        if (Incomplete(instrument) is { } place)
        {
            return $"a text is missing, in one of the languages or in both, under {place}";
        }

        var levels = instrument.Scale.Levels.Select(l => l.Value).ToList();
        if (
            levels.Count < 2
            || levels[0] < 1
            || levels[^1] > 9
            || levels.Zip(levels.Skip(1)).Any(pair => pair.Second != pair.First + 1)
        )
        {
            return "the scale needs at least two levels between 1 and 9, lowest first, without gaps";
        }

        if (
            instrument.Steps.Count is 0 or > Instrument.MostSteps
            || instrument.Steps.Where((step, i) => step.Number != i + 1).Any()
        )
        {
            return $"the steps must be numbered from 1 without gaps, and be at most {Instrument.MostSteps}";
        }

        if (instrument.Steps.FirstOrDefault(s => !levels.ToHashSet().SetEquals(s.Levels.Keys)) is { } step)
        {
            return $"step {step.Number} must say what each level of the scale means, and no other";
        }

        if (
            instrument.Status is { } status
            && (
                !instrument.Scale.Holds(status.EveryStepAtLeast)
                || !instrument.Scale.Holds(status.StepsAtLevel.Level)
                || status.StepsAtLevel.Level < status.EveryStepAtLeast
                || status.StepsAtLevel.AtLeast > instrument.Steps.Count
            )
        )
        {
            return "the status rule asks for levels or steps that the instrument does not have";
        }

        return null;
    }

    /// <summary>Where a text is missing that some page shows; null when none is.</summary>
    private static string? Incomplete(Instrument instrument)
    {
        if (Missing(instrument.Title) || Missing(instrument.Source))
        {
            return "title or source";
        }

        if (instrument.Scale.Levels.Any(l => l is null || Missing(l.Label)))
        {
            return "scale";
        }

        var step = instrument
            .Steps.Index()
            .FirstOrDefault(
                s =>
                    s.Item is null
                    || Missing(s.Item.Short)
                    || Missing(s.Item.Column)
                    || Missing(s.Item.Text)
                    || Missing(s.Item.Meaning)
                    || s.Item.Levels.Values.Any(Missing)
                    || Assessment.Functions.Any(f =>
                        s.Item.Guidance.GetValueOrDefault(f) is not { Count: > 0 } guidance || guidance.Any(Missing)
                    ),
                (-1, null!)
            );
        return step.Index < 0 ? null : $"step {step.Index + 1} (its names, its levels or the guidance for each function)";
    }

    private static bool Missing(LocalText? text) =>
        text is null || string.IsNullOrWhiteSpace(text.Sv) || string.IsNullOrWhiteSpace(text.En);
}

/// <summary>A file that is not a complete and consistent instrument. The product does not start with one.</summary>
/// <param name="name">The file.</param>
/// <param name="wrong">What is wrong with it.</param>
/// <param name="inner">What found it out.</param>
public sealed class InvalidInstrumentException(string name, string wrong, Exception? inner = null)
    : Exception($"The instrument {name} cannot be used: {wrong}.", inner);
