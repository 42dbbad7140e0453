using System.Reflection;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Features.Accounts;
using ModelMunicipalities.App.Features.Assessments;
using ModelMunicipalities.App.Features.Improvements;
using ModelMunicipalities.App.Features.Meetings;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Tests.Ratchets;

/// <summary>That a request says who may send it, and that reading is reading.</summary>
public class GuardRatchets
{
    private const string OneRead = "told by the one read that the page is made of";

    private const string Hers = "of what she may do, what is another's";

    /// <summary>Handlers that refuse somebody themselves, each with why its guard cannot.</summary>
    private static readonly Dictionary<Type, string> RefuseThemselves = new()
    {
        [typeof(RefreshTokens)] = "a token is its holder's right",
        [typeof(SignOut)] = "whoever has a session may end it",
        [typeof(ViewMunicipality)] = OneRead,
        [typeof(ViewMentees)] = OneRead,
        [typeof(ExportChecklist)] = OneRead,
        [typeof(ListImprovements)] = OneRead,
        [typeof(FindImprovements)] = OneRead,
        [typeof(AnswerPoll)] = Hers,
        [typeof(RemoveQuestion)] = Hers,
    };

    private static readonly IReadOnlyList<Type> Types = typeof(AppDb).Assembly.GetTypes();

    /// <summary>The guards of areas by what requests declare.</summary>
    private static readonly ILookup<Type, Type> Guards = Types
        .Where(t => !t.IsAbstract)
        .SelectMany(t => t.GetInterfaces().Select(i => (Guard: t, Interface: i)))
        .Where(g => g.Interface.IsGenericType && g.Interface.GetGenericTypeDefinition() == typeof(IGuard<>))
        .ToLookup(g => g.Interface.GenericTypeArguments[0], g => g.Guard);

    /// <summary>The use cases whose handlers call a method, by its name.</summary>
    private static readonly Lazy<ILookup<string, Type>> Callers = new(() =>
        Il.Uses(typeof(AppDb).Assembly)
            .Select(m => (m.Used.Name, UseCase: HandlerOf(m.Method.DeclaringType), m.Used))
            .Where(m => m.UseCase is not null && m.Used is MethodBase)
            .Select(m => (m.Name, m.UseCase))
            .Distinct()
            .ToLookup(m => m.Name, m => m.UseCase!)
    );

    [Test]
    public void A_request_that_its_area_guards_has_one_guard_and_a_guard_has_requests()
    {
        var requests = Types.Where(t => !t.IsInterface && typeof(IGuardedByArea).IsAssignableFrom(t)).ToList();
        requests.Count.ShouldBeGreaterThan(30);
        requests
            .Select(r => (Request: r, Guards: Guards.Where(g => g.Key.IsAssignableFrom(r)).SelectMany(g => g).ToList()))
            .Where(r => r.Guards.Count != 1)
            .ShouldBeEmpty();
        Guards.Where(g => !requests.Exists(g.Key.IsAssignableFrom)).ShouldBeEmpty();
    }

    [Test]
    public void Who_may_is_told_by_a_guard_and_not_found_in_the_handler() =>
        Callers.Value[nameof(Domain.Refusal.Forbidden)].ShouldBe(RefuseThemselves.Keys, ignoreOrder: true);

    /// <summary>What the guard has read could be another's by the time the handler is alone.</summary>
    [Test]
    public void Who_is_to_be_alone_is_so_before_her_guard_reads() =>
        Callers
            .Value[nameof(AppDb.BeginAloneAsync)]
            .Where(useCase => useCase.GetNestedTypes().Any(typeof(IGuardedByArea).IsAssignableFrom))
            .ShouldBeEmpty();

    [Test]
    public void Who_is_alone_commits_what_she_did() =>
        Types
            .Where(t => !t.IsInterface && typeof(IAlone).IsAssignableFrom(t))
            .Select(t => t.DeclaringType!)
            .Except(Callers.Value["CommitTransactionAsync"])
            .ShouldBeEmpty();

    [Test]
    public void Every_query_of_a_test_is_watched()
    {
        using var scope = Server.On(DatabaseProvider.Sqlite).Services.CreateScope();
        scope
            .ServiceProvider.GetServices<IPipelineBehavior<ViewMeeting.Query, Outcome<ViewMeeting.View>>>()
            .Last()
            .ShouldBeOfType<OnlyReads<ViewMeeting.Query, Outcome<ViewMeeting.View>>>();
    }

    /// <summary>The use case that a method belongs to, by its handler or what the compiler made of it; null outside of one.</summary>
    private static Type? HandlerOf(Type? type) =>
        type is null ? null
        : type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>))
            ? type.DeclaringType
        : HandlerOf(type.DeclaringType);
}
