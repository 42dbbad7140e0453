using System.Xml.Linq;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>The files that the program is built from.</summary>
internal static class Source
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string App { get; } = Path.Combine(Root, "src", "ModelMunicipalities.App");

    /// <summary>Every file of the program with these endings and its content, generated ones left out.</summary>
    public static IReadOnlyList<(string File, string Content)> Files(params string[] endings) => In("src", endings);

    /// <summary>The same of src or tests.</summary>
    public static IReadOnlyList<(string File, string Content)> In(string folder, params string[] endings) =>
        [
            .. from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            let parts = Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar)
            where
                endings.Contains(Path.GetExtension(file))
                && !parts.Any(p => p is "bin" or "obj" or "node_modules" or "Migrations" or "wwwroot")
            select (Path.GetRelativePath(Root, file), File.ReadAllText(file)),
        ];

    /// <summary>The texts of a language by name: <c>sv</c> or <c>en</c>.</summary>
    public static IReadOnlyDictionary<string, string> Texts(string language) =>
        TextFiles(language).SelectMany(f => f.Texts).ToDictionary(t => t.Name, t => t.Value);

    /// <summary>The same by area, as they stand there.</summary>
    public static IReadOnlyList<(string Area, IReadOnlyList<(string Name, string Value)> Texts)> TextFiles(string language) =>
        [
            .. from file in Directory.EnumerateFiles(Path.Combine(App, "Resources"), "*.resx")
            let parts = Path.GetFileName(file).Split('.')
            where parts.Contains("en") == (language == "en")
            select (
                parts[0],
                (IReadOnlyList<(string, string)>)
                    [
                        .. XDocument
                            .Load(file)
                            .Root!.Elements("data")
                            .Select(d => (d.Attribute("name")!.Value, d.Element("value")!.Value)),
                    ]
            ),
        ];

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "ModelMunicipalities.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
