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

    [TestCase("Jobs__Enabled is 'kanske'", "Jobs:Enabled", "kanske")]
    [TestCase("Mail__Port is 'tolv'", "Mail:Port", "tolv")]
    [TestCase("Mail__Port is '70000'", "Mail:Port", "70000")]
    [TestCase("Mail__Tls is 'ja'", "Mail:Tls", "ja")]
    [TestCase("Mail__From is 'ingen'", "Mail:From", "ingen")]
    [TestCase("Mail__Host must say", "Mail:User", "portalen", "Mail:Password", "hemligt")]
    [TestCase("Mail__Password must be set", "Mail:Host", "post.example", "Mail:User", "portalen")]
    [TestCase("Mail__User must be set", "Mail:Host", "post.example", "Mail:Password", "hemligt")]
    [TestCase("in the open", "Mail:Host", "post.example", "Mail:User", "portalen", "Mail:Password", "hemligt", "Mail:Tls", "false")]
    public void A_setting_of_jobs_or_mail_that_cannot_be_used_stops_the_start(string said, params string[] settings) =>
        Starting([.. settings.Chunk(2).Select(s => (s[0], s[1]))]).ShouldContain(said);

    [Test]
    public void An_address_for_measures_that_is_none_stops_the_start() =>
        Starting(("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")).ShouldContain("OTEL_EXPORTER_OTLP_ENDPOINT is 'collector:4317'");

    [TestCase("Node", "")]
    [TestCase("Seconds", "0")]
    [TestCase("Megabytes", "10")]
    [TestCase("PerProcess", "0")]
    public void A_worker_that_could_make_no_report_stops_the_start(string name, string value) => Starting(($"Reports:{name}", value)).ShouldContain($"Reports__{name} must");

    private static string Starting(params (string, string)[] settings) => Should.Throw<Exception>(() => Server.Start(DatabaseProvider.Sqlite, settings)).Message;
}
