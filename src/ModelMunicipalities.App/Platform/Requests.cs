using MediatR;
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
