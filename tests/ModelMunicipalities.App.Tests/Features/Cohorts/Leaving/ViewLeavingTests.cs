namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class ViewLeavingTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task The_page_tells_what_happens_keeps_the_reason_and_leads_on()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var (reader, path) = (await network["Luleå", Function.KeyPerson].ReaderAsync(), network.PageOf("Luleå", "/withdrawal"));
        (await reader.GetAsync(path)).ShouldBeOk().Heading.ShouldBe("Om Luleå lämnar är Boden kvar i gruppen");
        var empty = (await reader.PostAsync(path, ("Reason", ""))).ShouldBe(HttpStatusCode.BadRequest);
        empty.Html.ShouldContain("href=\"#reason\"");
        (await reader.PostAsync(path, ("Reason", "<b>Tid</b>"))).ShouldLeadTo(path);
        (await reader.GetAsync(path)).ShouldBeOk().Html.ShouldContain("&lt;b&gt;Tid&lt;/b&gt;");

        (await (await network["Boden", Function.Politician].ReaderAsync()).GetAsync(network.PageOf("Boden", "/withdrawal")))
            .ShouldBeOk()
            .Html.ShouldNotContain("name=\"Reason\"");
        (await (await network["Piteå", Function.KeyPerson].ReaderAsync()).GetAsync(network.PageOf("Piteå", "/withdrawal")))
            .ShouldBeOk()
            .Heading.ShouldBe("Om Piteå lämnar blir Boden utan mentor");
    }
}
