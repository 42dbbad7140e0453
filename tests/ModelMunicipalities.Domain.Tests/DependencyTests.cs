using System.Reflection;
using System.Xml.Linq;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests;

public class DependencyTests
{
    [Test]
    public void The_rules_refer_to_no_package_and_no_other_project()
    {
        var project = XDocument.Load(
            Path.Combine(Repository.Root, "src", "ModelMunicipalities.Domain", "ModelMunicipalities.Domain.csproj")
        );
        project
            .Descendants()
            .Where(e => e.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference" or "Reference")
            .ShouldBeEmpty();
    }

    [Test]
    public void The_rules_use_nothing_but_the_runtime() =>
        typeof(Refusal)
            .Assembly.GetReferencedAssemblies()
            .Where(a => !a.Name!.StartsWith("System.", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Test]
    public void No_rule_reads_the_clock()
    {
        var clock = new[]
        {
            "DateTime.Now",
            "DateTime.UtcNow",
            "DateTimeOffset.Now",
            "DateTimeOffset.UtcNow",
            "TimeProvider",
            "Stopwatch",
        };
        Directory
            .EnumerateFiles(
                Path.Combine(Repository.Root, "src", "ModelMunicipalities.Domain"),
                "*.cs",
                SearchOption.AllDirectories
            )
            .Where(file => clock.Any(File.ReadAllText(file).Contains))
            .ShouldBeEmpty();
    }

    [Test]
    public void Every_row_of_a_network_says_so()
    {
        var rows = typeof(Refusal)
            .Assembly.GetExportedTypes()
            .Where(t => t.GetProperty("NetworkId", BindingFlags.Public | BindingFlags.Instance) is not null && !t.IsInterface);
        rows.ShouldAllBe(t => typeof(Domain.Networks.ITenantOwned).IsAssignableFrom(t));
    }
}
