using System.Diagnostics.CodeAnalysis;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Platform;

/// <summary>What a request came to: its value, or why it was refused. Exceptions mean bugs.</summary>
public sealed class Outcome<T> : IOutcome<Outcome<T>>
{
    private Outcome(T? value, IReadOnlyList<Refusal> refusals) => (Value, Refusals) = (value, refusals);

    public T? Value { get; }

    public IReadOnlyList<Refusal> Refusals { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    public bool Ok => Refusals.Count == 0;

    public static Outcome<T> Refused(IReadOnlyList<Refusal> refusals) => new(default, refusals);

    [SuppressMessage("Usage", "CA2225", Justification = "A handler returns its value or its refusals as they are.")]
    public static implicit operator Outcome<T>(T value) => new(value, []);

    [SuppressMessage("Usage", "CA2225", Justification = "A handler returns its value or its refusals as they are.")]
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, [refusal]);

    [SuppressMessage("Usage", "CA2225", Justification = "A handler returns its value or its refusals as they are.")]
    public static implicit operator Outcome<T>(List<Refusal> refusals) => new(default, refusals);
}

/// <summary>Lets a pipeline behaviour refuse without knowing what the request would have come to.</summary>
public interface IOutcome<out TSelf>
    where TSelf : IOutcome<TSelf>
{
    static abstract TSelf Refused(IReadOnlyList<Refusal> refusals);
}

/// <summary>An act that has nothing to tell but that it is done.</summary>
public readonly record struct Done;
