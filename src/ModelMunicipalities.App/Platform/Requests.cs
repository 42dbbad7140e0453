using MediatR;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Platform;

/// <summary>A use case's request. It also declares who may send it, through exactly one of the interfaces below.</summary>
public interface IUse<T> : IRequest<Outcome<T>>;

/// <summary>Who may send a request. Deny by default: a request without a guard is refused, and a test finds it.</summary>
public interface IGuarded;

/// <summary>Anybody, signed in or not.</summary>
public interface IOpenToAll : IGuarded;

/// <summary>Anybody signed in; the request is not about a network.</summary>
public interface IRequireSignIn : IGuarded;

/// <summary>Every member of the network.</summary>
public interface IRequireMember : IGuarded;

/// <summary>The network's coordinator.</summary>
public interface IRequireCoordinator : IGuarded;

/// <summary>The network's jobs, and no person: what nobody has to ask for.</summary>
public interface IForJobs : IGuarded;

/// <summary>Those with a function in one organisation.</summary>
public interface IRequireFunction : IGuarded
{
    /// <summary>The organisation's slug.</summary>
    string Organisation { get; }

    /// <summary>The functions that may; all three when empty.</summary>
    IReadOnlyList<Function> Functions => [];

    /// <summary>True when the network's coordinator may too.</summary>
    bool OrCoordinator => false;
}

/// <summary>The network's coordinator, and those with a function in any organisation.</summary>
public interface IRequireAnyFunction : IGuarded
{
    /// <summary>What the others are told.</summary>
    Refusal OrElse { get; }
}

/// <summary>
/// Those whom an area tells by what the request is about. Each such guard is an interface of the area, with what its
/// <see cref="Guard{TRequire, TFound}"/> needs to find it.
/// </summary>
public interface IGuardedByArea : IGuarded;

/// <summary>
/// A command during which nobody else writes in the network, from before its guard reads; its handler commits. See
/// <see cref="Data.AppDb.BeginAloneAsync"/>.
/// </summary>
public interface IAlone;

/// <summary>Tells whether a request may be sent, for who declares <typeparamref name="TRequire"/>.</summary>
internal interface IGuard<in TRequire>
{
    /// <summary>Why the caller may not; empty when she may.</summary>
    Task<IReadOnlyList<Refusal>> WhyNotAsync(TRequire request, CancellationToken ct);
}

/// <summary>
/// A guard of an area: finds what a request is about, refuses who has no business with it, and hands the handler what was
/// found, so that nothing is read twice. The pipeline asks it before the handler; there is one for each
/// <see cref="IGuardedByArea"/>. See docs/adr/0026.
/// </summary>
/// <typeparam name="TRequire">What requests declare.</typeparam>
/// <typeparam name="TFound">What is found.</typeparam>
internal abstract class Guard<TRequire, TFound> : IGuard<TRequire>
    where TRequire : class, IGuardedByArea
    where TFound : class
{
    private TRequire? _request;

    private TFound? _found;

    public async Task<IReadOnlyList<Refusal>> WhyNotAsync(TRequire request, CancellationToken ct)
    {
        var outcome = await FindAsync(request, ct);
        (_request, _found) = (request, outcome.Value);
        return outcome.Refusals;
    }

    /// <summary>
    /// What was found for a request that was let through: another one of the same scope is told nothing of it.
    /// </summary>
    public TFound For(TRequire request) =>
        ReferenceEquals(request, _request) && _found is not null
            ? _found
            : throw new InvalidOperationException($"{request.GetType()} has not passed {GetType().Name}.");

    /// <summary>What the request is about, or why the caller may not send it.</summary>
    protected abstract Task<Outcome<TFound>> FindAsync(TRequire request, CancellationToken ct);
}
