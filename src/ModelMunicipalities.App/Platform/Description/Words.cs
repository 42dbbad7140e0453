using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ModelMunicipalities.App.Platform.Description;

/// <summary>
/// What the description says in words: the comments of the code, which the build writes to a file beside each assembly, and
/// for names that mean the same wherever they stand the entry of <c>words.json</c>.
/// </summary>
internal sealed partial class Words
{
    private readonly Dictionary<string, XElement> _comments = [];

    private readonly JsonNode _words = Resource("words");

    private Words() { }

    /// <summary>Read anew for each description: nobody needs them between two.</summary>
    public static Words Read()
    {
        var words = new Words();
        foreach (var assembly in new[] { typeof(Words).Assembly, typeof(Domain.Refusal).Assembly })
        {
            var file = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
            foreach (var member in XDocument.Load(file).Descendants("member"))
            {
                words._comments[member.Attribute("name")!.Value] = member;
            }
        }

        return words;
    }

    public static JsonNode Resource(string name)
    {
        using var stream = typeof(Words).Assembly.GetManifestResourceStream($"description/{name}.json")!;
        return JsonNode.Parse(stream)!;
    }

    /// <summary>An entry of <c>words.json</c>.</summary>
    public string? Text(params ReadOnlySpan<string> path)
    {
        var node = _words;
        foreach (var part in path)
        {
            node = node?[part];
        }

        return node?.ToString();
    }

    /// <summary>What a type's comment says of it.</summary>
    public string? Of(Type type) => Plain(Comment("T:" + Id(type))?.Element("summary"));

    /// <summary>
    /// What is said of a property: by its own comment, by its record's, or by another's that has one of the name.
    /// </summary>
    public string? Of(PropertyInfo property, IEnumerable<Type> others) =>
        Plain(Comment($"P:{Id(property.DeclaringType!)}.{property.Name}")?.Element("summary"))
        ?? Parameter(property.DeclaringType!, property.Name)
        ?? Of(property.Name, others);

    /// <summary>What records say of what has a name, or what it means everywhere.</summary>
    public string? Of(string name, IEnumerable<Type> records) =>
        records.Select(type => Parameter(type, name)).FirstOrDefault(text => text is not null)
        ?? Text("names", char.ToLowerInvariant(name[0]) + name[1..]);

    /// <summary>What the comment of an enum's value says.</summary>
    public string? Of(Type type, string value) => Plain(Comment($"F:{Id(type)}.{value}")?.Element("summary"));

    private string? Parameter(Type record, string name) =>
        Plain(
            Comment("T:" + Id(record))
                ?.Elements("param")
                .FirstOrDefault(p => name.Equals(p.Attribute("name")?.Value, StringComparison.OrdinalIgnoreCase))
        );

    private XElement? Comment(string id) => _comments.GetValueOrDefault(id);

    private static string Id(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    /// <summary>A comment as text: what it refers to by its name in the description.</summary>
    private static string? Plain(XElement? comment)
    {
        if (comment is null)
        {
            return null;
        }

        var text = string.Concat(
            comment
                .DescendantNodes()
                .Select(node =>
                    node switch
                    {
                        XText said => said.Value,
                        XElement { IsEmpty: true } e when Reference(e) is { } name => char.ToLowerInvariant(name[0]) + name[1..],
                        _ => "",
                    }
                )
        );
        return Blanks().Replace(text, " ").Trim() is { Length: > 0 } plain ? plain : null;
    }

    private static string? Reference(XElement element) =>
        (element.Attribute("cref") ?? element.Attribute("name") ?? element.Attribute("langword"))
            ?.Value.Split('(')[0]
            .Split('.', ':')[^1];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
