using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class LanguageTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task It_is_remembered_in_the_browser_and_of_who_is_signed_in_with_the_account()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var (member, other) = (network["Luleå", Function.Manager], network["Luleå", Function.Politician]);
        var reader = await member.ReaderAsync();
        (await reader.PostAsync("/language", ("language", "en"), ("returnUrl", network.PageOf("Luleå")))).ShouldLeadTo(
            network.PageOf("Luleå")
        );
        (await reader.GetAsync(network.PageOf("Luleå"))).ShouldBeOk().Html.ShouldContain("lang=\"en\"");
        (await LanguageAsync(member), await LanguageAsync(other)).ShouldBe(("en", "sv"));

        // What is no language of the portal is its first one.
        await reader.PostAsync("/language", ("language", "xx"));
        (await reader.GetAsync(network.PageOf("Luleå"))).ShouldBeOk().Html.ShouldContain("lang=\"sv\"");
        (await LanguageAsync(member)).ShouldBe("sv");
    }

    [TestCase("https://elsewhere.example/")]
    [TestCase("//elsewhere.example")]
    [TestCase("/\\elsewhere.example")]
    [TestCase("")]
    public async Task It_leads_back_within_the_portal_only(string address) =>
        (await new Reader(Server).PostAsync("/language", ("language", "en"), ("returnUrl", address))).ShouldLeadTo("/");

    private Task<string> LanguageAsync(Member member) =>
        Server.InDbAsync(null, db => db.Users.Where(p => p.Id == member.Id).Select(p => p.Language).SingleAsync());
}
