namespace ModelMunicipalities.App.Tests.Features.Assessments;

/// <summary>What tests of answers from files share: how a file is sent.</summary>
public abstract class ImportTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private protected const string WithSemicolons = "organisation;occasion;step;score;comment\n";

    private protected static Task<Reply> UploadAsync(
        TestNetwork network,
        byte[] file,
        string query = "",
        string language = "sv"
    ) =>
        network.Coordinator.Api.SendAsync(
            HttpMethod.Post,
            network.InCohort("/imports/assessments" + query),
            new ByteArrayContent(file) { Headers = { ContentType = new("text/csv") } },
            r => r.Headers.Add("Accept-Language", language)
        );
}
