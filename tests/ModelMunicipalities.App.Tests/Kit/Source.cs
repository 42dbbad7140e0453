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

    /// <summary>The texts of a language by name.</summary>
    public static IReadOnlyDictionary<string, string> Texts(string file) =>
        XDocument
            .Load(Path.Combine(App, "Resources", file))
            .Root!.Elements("data")
            .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "ModelMunicipalities.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
