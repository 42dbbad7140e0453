using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ModelMunicipalities.App.Data;

/// <summary>
/// Repeats a statement or a save that the database broke off to end a deadlock, when it stands alone: it has done nothing, and
/// the other one is through. Within a transaction all of it is undone, so only who began it can repeat it. See docs/adr/0006.
/// </summary>
internal sealed class AfterDeadlock(ExecutionStrategyDependencies dependencies) : IExecutionStrategy
{
    private const int Attempts = 4;

    private readonly DbContext _db = dependencies.CurrentContext.Context;

    /// <summary>False: it keeps no rows in memory for it, and transactions may be begun as usual.</summary>
    public bool RetriesOnFailure => false;

    public TResult Execute<TState, TResult>(
        TState state,
        Func<DbContext, TState, TResult> operation,
        Func<DbContext, TState, ExecutionResult<TResult>>? verifySucceeded
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return operation(_db, state);
            }
            catch (Exception e) when (MayRepeat(e, attempt)) { }
        }
    }

    public async Task<TResult> ExecuteAsync<TState, TResult>(
        TState state,
        Func<DbContext, TState, CancellationToken, Task<TResult>> operation,
        Func<DbContext, TState, CancellationToken, Task<ExecutionResult<TResult>>>? verifySucceeded,
        CancellationToken cancellationToken = default
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await operation(_db, state, cancellationToken);
            }
            catch (Exception e) when (MayRepeat(e, attempt)) { }
        }
    }

    private bool MayRepeat(Exception e, int attempt) =>
        attempt < Attempts && _db.Database.CurrentTransaction is null && Database.IsDeadlock(e);
}
