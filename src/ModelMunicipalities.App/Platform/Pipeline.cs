using System.Reflection;
using FluentValidation;
using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Platform;

/// <summary>
/// What every request passes through on its way to its handler: the guard, the validator, the race, and the guard of its area.
/// </summary>
public static class Pipeline
{
    public static void AddPipeline(this IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(provider => type => provider.GetService(type)!);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(GuardBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(RaceBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(AloneBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(AreaGuardBehaviour<,>));

        var types = Assembly
            .GetExecutingAssembly()
            .GetTypes()
            .Where(t => t is { IsAbstract: false, IsGenericTypeDefinition: false })
            .ToList();
        var guarded = types.FindAll(typeof(IGuardedByArea).IsAssignableFrom);
        foreach (var type in types)
        {
            foreach (
                var service in type.GetInterfaces()
                    .Where(i =>
                        i.IsGenericType
                        && (
                            i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)
                            || i.GetGenericTypeDefinition() == typeof(INotificationHandler<>)
                            || i.GetGenericTypeDefinition() == typeof(IValidator<>)
                        )
                    )
            )
            {
                services.AddScoped(service, type);
            }

            if (RequiredOf(type) is { } required)
            {
                services.AddScoped(type);
                foreach (var request in guarded.Where(required.IsAssignableFrom))
                {
                    services.AddScoped(typeof(IGuard<>).MakeGenericType(request), provider => provider.GetRequiredService(type));
                }
            }
        }
    }

    /// <summary>What requests declare to be asked by a guard; null for a type that is no guard.</summary>
    private static Type? RequiredOf(Type type) =>
        type.GetInterfaces()
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IGuard<>))
            ?.GenericTypeArguments[0];
}

/// <summary>Refuses what the caller may not do, before anything is read.</summary>
internal sealed class GuardBehaviour<TRequest, TResponse>(Caller caller) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IOutcome<TResponse>
{
    public Task<TResponse> Handle(
        TRequest request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResponse> next
    ) => WhyNot(request) is { } refusal ? Task.FromResult(TResponse.Refused([refusal])) : next();

    private Refusal? WhyNot(TRequest request) =>
        request switch
        {
            IOpenToAll => null,
            IRequireSignIn => caller.IsSignedIn ? null : Refusal.Forbidden("SignInFirst"),
            _ when caller.Network is null => Refusal.NotFound(),
            IForJobs => caller.IsJob ? null : Refusal.Forbidden("JobsOnly"),
            _ when caller.IsJob => throw new InvalidOperationException($"{typeof(TRequest)} is for people, and a job sent it."),
            IRequireMember or IGuardedByArea => null,
            IRequireCoordinator => caller.IsCoordinator ? null : Refusal.Forbidden("CoordinatorOnly"),
            IRequireFunction { OrCoordinator: true } when caller.IsCoordinator => null,
            IRequireFunction needs => WhyNotFunction(needs),
            IRequireAnyFunction needs => caller.IsCoordinator || caller.Places.Any(p => p.Function is not null)
                ? null
                : needs.OrElse,
            _ => throw new InvalidOperationException($"{typeof(TRequest)} declares no guard."),
        };

    private Refusal? WhyNotFunction(IRequireFunction needs)
    {
        var functions = caller.FunctionsAt(needs.Organisation);
        return functions.Count == 0 ? Refusal.Forbidden("OrganisationOnly")
            : needs.Functions.Count == 0 || functions.Any(needs.Functions.Contains) ? null
            : Refusal.Forbidden("FunctionOnly", needs.Functions[0]);
    }
}

/// <summary>Refuses input that its validator does not accept.</summary>
internal sealed class ValidationBehaviour<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IOutcome<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        // A validator's rules name the rule as error code and give its numbers as custom state.
        var refusals = validators
            .SelectMany(v => v.Validate(request).Errors)
            .Select(e =>
                Refusal.Invalid(
                    e.ErrorCode,
                    char.ToLowerInvariant(e.PropertyName[0]) + e.PropertyName[1..],
                    e.CustomState as object[] ?? []
                )
            )
            .ToList();
        return refusals.Count > 0 ? Task.FromResult(TResponse.Refused(refusals)) : next();
    }
}

/// <summary>
/// Lets a request that lost a race for the same row try again on what the winner left: its handler checks everything
/// anew, so a change based on an old version is then refused as stale, and one that only met another goes through. What
/// finds no room on the database's disk is refused too, so that a page keeps what was typed.
/// </summary>
internal sealed class RaceBehaviour<TRequest, TResponse>(AppDb db) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IOutcome<TResponse>
{
    private const int Attempts = 4;

    public async Task<TResponse> Handle(
        TRequest request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResponse> next
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var outcome = await next();

                // What a request did not save itself, because it only read or was refused, the next one must not save.
                db.ChangeTracker.Clear();
                return outcome;
            }
            catch (Exception e) when (Database.IsLostRace(e))
            {
                db.ChangeTracker.Clear();
                if (attempt == Attempts)
                {
                    return TResponse.Refused([Refusal.Conflict("Stale")]);
                }
            }
            catch (Exception e) when (Database.IsFull(e))
            {
                db.ChangeTracker.Clear();
                return TResponse.Refused([new Refusal(RefusalKind.NoRoom, "NoRoom", null)]);
            }
        }
    }
}

/// <summary>Lets nobody else write in the network while a request is handled that asks for it.</summary>
internal sealed class AloneBehaviour<TRequest, TResponse>(AppDb db) : IPipelineBehavior<TRequest, TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResponse> next
    )
    {
        if (request is not IAlone)
        {
            return await next();
        }

        await using var transaction = await db.BeginAloneAsync(cancellationToken);
        return await next();
    }
}

/// <summary>
/// Asks the guard of the request's area. Within the race, because what it reads is what the handler works on; and so after the
/// validator, which asks no database.
/// </summary>
internal sealed class AreaGuardBehaviour<TRequest, TResponse>(IEnumerable<IGuard<TRequest>> guards)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IOutcome<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResponse> next
    )
    {
        if (request is IGuardedByArea)
        {
            var refusals = await guards.Single().WhyNotAsync(request, cancellationToken);
            if (refusals.Count > 0)
            {
                return TResponse.Refused(refusals);
            }
        }

        return await next();
    }
}
