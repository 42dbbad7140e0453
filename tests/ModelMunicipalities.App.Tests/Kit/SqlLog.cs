using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>The commands that a request sends to the database, told apart from those of all other requests by a header.</summary>
public sealed class SqlLog : DbCommandInterceptor, IStartupFilter
{
    public const string Header = "X-Test-Sql";

    private static readonly AsyncLocal<List<string>?> Current = new();

    private readonly ConcurrentDictionary<string, List<string>> _commands = new();

    /// <summary>The commands of the request that carried this value.</summary>
    public IReadOnlyList<string> Of(string request) => _commands.TryRemove(request, out var commands) ? commands : [];

    /// <summary>What something came to that no request asked for, and its commands.</summary>
    public static async Task<(T Result, IReadOnlyList<string> Sql)> CountAsync<T>(Func<Task<T>> act)
    {
        var commands = Current.Value = [];
        return (await act(), commands);
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(
                (context, rest) =>
                {
                    if (context.Request.Headers[Header] is [{ } request])
                    {
                        Current.Value = _commands.GetOrAdd(request, _ => []);
                    }

                    return rest(context);
                }
            );
            next(app);
        };

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    ) => Note(command, result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result,
        CancellationToken cancellationToken = default
    ) => Note(command, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) => Note(command, result);

    private static ValueTask<InterceptionResult<T>> Note<T>(DbCommand command, InterceptionResult<T> result)
    {
        Current.Value?.Add(command.CommandText);
        return ValueTask.FromResult(result);
    }
}
