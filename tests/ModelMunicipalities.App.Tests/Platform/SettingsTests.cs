namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>A setting that cannot be meant stops the start with a sentence that names it.</summary>
public class SettingsTests
{
    [Test]
    public void A_folder_of_checklists_that_is_not_there_stops_the_start() =>
        Starting(("Instruments:Folder", "/nowhere/at/all")).ShouldContain("Instruments__Folder is '/nowhere/at/all'");

    [Test]
    public void A_checklist_that_is_not_in_order_stops_the_start()
    {
        var folder = Directory.CreateTempSubdirectory("instruments-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "broken.json"), "{}");
            Starting(("Instruments:Folder", folder.FullName)).ShouldContain("broken.json cannot be used");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestCase("PostgreSql")]
    [TestCase("SqlServer")]
    public void A_database_server_without_an_address_stops_the_start(string provider) =>
        Starting(("Database:Provider", provider), ("Database:ConnectionString", "")).ShouldContain("Database__ConnectionString");

    [Test]
    public void A_database_that_there_is_none_of_stops_the_start() => Starting(("Database:Provider", "Oracle")).ShouldContain("Oracle");

    private static string Starting(params (string, string)[] settings) => Should.Throw<Exception>(() => Server.Start(DatabaseProvider.Sqlite, settings)).Message;
}
