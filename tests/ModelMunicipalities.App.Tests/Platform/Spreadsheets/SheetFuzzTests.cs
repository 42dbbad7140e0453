using System.Net.Http.Headers;
using ModelMunicipalities.App.Platform.Spreadsheets;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>
/// Two thousand files as chance makes them: each is read or refused with a rule, within the bounds of the work.
/// </summary>
public class SheetFuzzTests
{
    private const int Files = 2000;

    [Test]
    public void Two_thousand_made_files_are_read_or_refused()
    {
        var (made, outcomes) = (new MadeFiles(20310401), new Dictionary<string, int>());
        foreach (var i in Enumerable.Range(0, Files))
        {
            var work = new ReadingWork();
            var outcome = SheetReadingTests.Read(made.Next(), work);
            work.Steps.ShouldBeLessThan(ReadingWork.MostSteps / 8, $"file {i}");
            var rule = outcome.Ok ? "read" : outcome.Refusals.ShouldHaveSingleItem().Rule;
            outcomes[rule] = outcomes.GetValueOrDefault(rule) + 1;
        }

        // Files that all end in the same way would show nothing.
        outcomes["read"].ShouldBeGreaterThan(Files / 4);
        outcomes.Count.ShouldBeGreaterThan(5, string.Join(", ", outcomes.Select(o => $"{o.Key} {o.Value}")));
    }
}

/// <summary>Some of them through the whole of an import.</summary>
public class ImportFuzzTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const int Files = 200;

    [Test]
    public async Task No_made_file_breaks_an_import()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var made = new MadeFiles(20310402);
        foreach (var _ in Enumerable.Range(0, Files))
        {
            // The kit fails on any answer that is the server's fault.
            var content = new ByteArrayContent(made.Next()) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
            var reply = await network.Coordinator.Api.SendAsync(
                HttpMethod.Post,
                network.InCohort("/imports/assessments?preview=true"),
                content
            );
            reply.Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.BadRequest);
            if (reply.Status == HttpStatusCode.BadRequest)
            {
                reply["detail"]!.ToString().ShouldNotBeEmpty();
            }
        }
    }
}
