using System.Reflection;
using System.Text.RegularExpressions;
using ModelMunicipalities.App.Features;
using ModelMunicipalities.App.Tests.Kit;

namespace ModelMunicipalities.App.Tests.Ratchets;

/// <summary>What areas know of each other, as the program was compiled: its pages and names within names too.</summary>
public partial class AreaRatchets
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Lazy<ILookup<(string Area, string Needs), string>> Needs = new(() =>
        typeof(Area)
            .Assembly.GetTypes()
            .SelectMany(t => TypesIn(t).Select(u => (Area: AreaOf(t), Needs: AreaOf(u), By: $"{Outer(t).Name}: {Outer(u).Name}")))
            .Concat(
                Il.Uses(typeof(Area).Assembly)
                    .SelectMany(m =>
                        TypesIn(m.Used)
                            .Select(u =>
                                (
                                    Area: AreaOf(m.Method.DeclaringType!),
                                    Needs: AreaOf(u),
                                    By: $"{Outer(m.Method.DeclaringType!).Name}: {Outer(u).Name}"
                                )
                            )
                    )
            )
            .Where(n => n.Area is not null && n.Needs is not null && n.Area != n.Needs)
            .Distinct()
            .ToLookup(n => (n.Area!, n.Needs!), n => n.By)
    );

    [Test]
    public void Areas_need_each_other_in_one_direction_only()
    {
        var left = Needs.Value.Where(n => n.Key.Area != "Platform").ToList();
        left.Count.ShouldBeGreaterThan(5);

        // What needs none of those that are left is in no circle; in the end only circles are.
        while (left.RemoveAll(n => !left.Exists(o => o.Key.Area == n.Key.Needs)) > 0) { }

        left.Select(n => $"{n.Key.Area} needs {n.Key.Needs} by {string.Join(", ", n.Order(StringComparer.Ordinal))}")
            .ShouldBeEmpty();
    }

    [Test]
    public void What_all_areas_stand_on_knows_none_of_them() =>
        Needs.Value.Where(n => n.Key.Area == "Platform").SelectMany(n => n).ShouldBeEmpty();

    [Test]
    public void Every_area_has_its_line() =>
        typeof(Area)
            .Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(Area)))
            .ShouldBe(Areas.All.Select(a => a.GetType()), ignoreOrder: true);

    /// <summary>What a type is made of, and what its members are given and give.</summary>
    private static IEnumerable<Type> TypesIn(Type type) =>
        type.GetMembers(All)
            .SelectMany(TypesIn)
            .Concat(type.GetInterfaces().SelectMany(Arguments))
            .Concat(type.BaseType is { } of ? Arguments(of) : []);

    private static IEnumerable<Type> TypesIn(MemberInfo member) =>
        member switch
        {
            Type type => Arguments(type),
            FieldInfo field => [.. Arguments(field.DeclaringType!), .. Arguments(field.FieldType)],
            MethodInfo method =>
            [
                .. Arguments(method.DeclaringType!),
                .. Arguments(method.ReturnType),
                .. method.GetParameters().SelectMany(p => Arguments(p.ParameterType)),
                .. method.GetGenericArguments().SelectMany(Arguments),
            ],
            ConstructorInfo made =>
            [
                .. Arguments(made.DeclaringType!),
                .. made.GetParameters().SelectMany(p => Arguments(p.ParameterType)),
            ],
            _ => [],
        };

    /// <summary>A type and those that it is made of: a list of lines is a line too.</summary>
    private static IEnumerable<Type> Arguments(Type type) =>
        type.HasElementType ? Arguments(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Arguments).Prepend(type);

    private static Type Outer(Type type) => type.DeclaringType is { } of ? Outer(of) : type;

    /// <summary>The area of a type or a page, Platform for what they stand on, null for what is neither.</summary>
    private static string? AreaOf(Type type)
    {
        var outer = Outer(type);
        var name = outer.Namespace == "AspNetCoreGeneratedDocument" ? outer.Name.Replace('_', '.') : outer.Namespace ?? "";
        return Platform().IsMatch(name) ? "Platform"
            : AreaName().Match(name) is { Success: true } area && area.Groups[1].Value != "Shared" ? area.Groups[1].Value
            : null;
    }

    [GeneratedRegex(@"^(?:ModelMunicipalities\.App\.)?Features\.([A-Z][A-Za-z]+)\b")]
    private static partial Regex AreaName();

    [GeneratedRegex(@"^ModelMunicipalities\.App\.Platform\b")]
    private static partial Regex Platform();
}
