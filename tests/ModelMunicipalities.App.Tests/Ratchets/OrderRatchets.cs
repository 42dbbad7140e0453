using System.Reflection;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Ratchets;

/// <summary>Names stand in one order, whatever the database and the language: the compiled program has no other.</summary>
public class OrderRatchets
{
    private static readonly string[] Ordering =
    [
        nameof(Enumerable.Order),
        nameof(Enumerable.OrderDescending),
        nameof(Enumerable.OrderBy),
        nameof(Enumerable.OrderByDescending),
        nameof(Enumerable.ThenBy),
        nameof(Enumerable.ThenByDescending),
        nameof(Enumerable.Min),
        nameof(Enumerable.Max),
        nameof(Enumerable.MinBy),
        nameof(Enumerable.MaxBy),
        nameof(List<string>.Sort),
    ];

    private static readonly List<(string Where, MethodInfo Called)> Calls =
    [
        .. from assembly in new[] { typeof(AppDb).Assembly, typeof(Organisation).Assembly }
        from use in Il.Uses(assembly)
        where use.Used is MethodInfo
        select ($"{use.Method.DeclaringType!.FullName}.{use.Method.Name}", (MethodInfo)use.Used),
    ];

    [Test]
    public void No_text_is_put_in_order_by_the_database() =>
        Calls.Where(c => c.Called.DeclaringType == typeof(Queryable) && Orders(c.Called)).Select(c => c.Where).ShouldBeEmpty();

    /// <summary>Neither is it inside a query, where a comparer cannot be given.</summary>
    [Test]
    public void No_text_is_put_in_order_without_saying_in_which() =>
        Calls
            .Where(c => c.Called.DeclaringType != typeof(Queryable) && Orders(c.Called))
            .Where(c => !c.Called.GetParameters().Any(p => IsComparer(p.ParameterType)))
            .Select(c => c.Where)
            .ShouldBeEmpty();

    [Test]
    public void There_is_one_order_of_names_beside_that_of_keys()
    {
        string[] others =
        [
            "get_CurrentCulture",
            "get_CurrentCultureIgnoreCase",
            "get_InvariantCulture",
            "get_InvariantCultureIgnoreCase",
            nameof(StringComparer.Create),
        ];
        Calls
            .Where(c =>
                (c.Called.DeclaringType == typeof(StringComparer) && others.Contains(c.Called.Name))
                || (c.Called.DeclaringType == typeof(string) && c.Called.Name is "Compare" or "CompareTo")
            )
            .Select(c => c.Where)
            .Distinct()
            .ShouldBe([$"{typeof(NameOrder).FullName}..cctor"]);
        Calls.Count(c => c.Called == typeof(NameOrder).GetProperty(nameof(NameOrder.Swedish))!.GetMethod).ShouldBeGreaterThan(30);
    }

    private static bool Orders(MethodInfo called) =>
        Ordering.Contains(called.Name)
        && (
            HoldsText(
                called.Name is nameof(Enumerable.Min) or nameof(Enumerable.Max)
                    ? called.ReturnType
                    : called.GetGenericArguments().LastOrDefault()
            ) || (called.DeclaringType is { IsGenericType: true } list && HoldsText(list.GetGenericArguments()[0]))
        );

    private static bool HoldsText(Type? key) =>
        key == typeof(string) || (key is { IsGenericType: true } && key.IsValueType && key.GetGenericArguments().Any(HoldsText));

    private static bool IsComparer(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IComparer<>);
}
