namespace ModelMunicipalities.App.Tests.Features.Networks;

/// <summary>The trail as its coordinator reads it; that each act leaves its line is tested with the act.</summary>
public class ReadTrailTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task It_tells_who_did_what_where_with_the_newest_first_and_in_pages()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "bm1", "2222222222"));
        (await ReopenAsync(network, "Fel siffra")).ShouldBeOk();
        await SteerAsync(network, "pause");
        var lines = (await network.Coordinator.Api.GetAsync(network.InNetwork("/trail"))).ShouldBeOk();
        lines["items"]!.AsArray().Select(l => l!["act"]!.ToString()).Take(2).ShouldBe(["JobPause", "AssessmentReopened"]);
        var reopened = lines["items"]![1]!;
        (
            reopened["person"]!.ToString(),
            reopened["organisation"]!.ToString(),
            reopened["cohort"]!.ToString(),
            reopened["occasion"]!.ToString(),
            reopened["detail"]!.ToString()
        ).ShouldBe((network.Coordinator.Name, "Luleå", network.Cohort.Name, "bm1", "Fel siffra"));

        var second = (await network.Coordinator.Api.GetAsync(network.InNetwork("/trail?pageSize=1&page=2"))).ShouldBeOk();
        second["total"]!.GetValue<int>().ShouldBe(lines["total"]!.GetValue<int>());
        second["items"]!.AsArray().ShouldHaveSingleItem()!["act"]!.ToString().ShouldBe("AssessmentReopened");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/trail?p=9"))).ShouldLeadTo(
            network.Page("/trail?p=1")
        );
    }

    [Test]
    public async Task It_is_worded_in_the_readers_language_and_what_people_wrote_is_text()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "bm1", "2222222222"));
        (await ReopenAsync(network, "<b>Fel</b> siffra")).ShouldBeOk();
        await SteerAsync(network, "pause");
        var reader = await network.Coordinator.ReaderAsync();
        var swedish = (await reader.GetAsync(network.Page("/trail"))).ShouldBeOk();
        swedish.Text.ShouldContain("Pausade ett jobb: Samlade mejl");
        swedish.Html.ShouldContain("&lt;b&gt;Fel&lt;/b&gt; siffra");
        swedish.Html.ShouldNotContain("<b>Fel");
        await reader.PostAsync("/language", ("language", "en"));
        var english = (await reader.GetAsync(network.Page("/trail"))).ShouldBeOk();
        english.Text.ShouldNotContain("Samlade mejl");
        english.Html.ShouldContain("&lt;b&gt;Fel&lt;/b&gt; siffra");
    }

    [Test]
    public async Task A_network_in_which_nothing_has_been_done_says_so()
    {
        var network = await BuildAsync(n => n);
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/trail")))
            .ShouldBeOk()
            .Text.ShouldContain("Inget har hänt än.");
    }

    private static Task<Reply> ReopenAsync(TestNetwork network, string reason) =>
        network.Coordinator.Api.PostAsync(network.At("Luleå", "bm1", "/reopening"), new { reason });

    private static async Task SteerAsync(TestNetwork network, string act) =>
        (await network.Coordinator.Api.PostAsync(network.InNetwork("/jobs/digests/" + act))).ShouldBe(HttpStatusCode.Accepted);
}
