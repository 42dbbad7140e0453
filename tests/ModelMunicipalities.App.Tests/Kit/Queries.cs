using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>The queries that a server asks, as they are before any database's own SQL is made of them.</summary>
public sealed class Queries : IQueryExpressionInterceptor
{
    private readonly ConcurrentQueue<Expression> _asked = new();

    public IReadOnlyCollection<Expression> Asked => _asked;

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        _asked.Enqueue(queryExpression);
        return queryExpression;
    }

    /// <summary>Makes another database's SQL of a query; says what is wrong when that database cannot answer it.</summary>
    public static string? WhyNot(AppDb db, Expression query)
    {
        var there = new OnModelOf(db.Model).Visit(query);
        var result = query
            .Type.GetInterfaces()
            .Append(query.Type)
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQueryable<>))
            is { } many
            ? typeof(IAsyncEnumerable<>).MakeGenericType(many.GetGenericArguments()[0])
            : typeof(Task<>).MakeGenericType(query.Type);
        var compile = typeof(IDatabase).GetMethod(nameof(IDatabase.CompileQuery))!.MakeGenericMethod(result);
        try
        {
            compile.Invoke(db.GetService<IDatabase>(), [there, true]);
            return null;
        }
        catch (TargetInvocationException e)
        {
            return e.InnerException!.Message;
        }
    }

    private sealed class OnModelOf(IModel model) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) =>
            node is EntityQueryRootExpression root
                ? new EntityQueryRootExpression(model.FindEntityType(root.EntityType.Name)!)
                : base.VisitExtension(node);
    }
}
