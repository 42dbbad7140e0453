using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.Domain.Tests.Accounts;

public class MailDomainTests
{
    [TestCase("hedemora.se", "hedemora.se")]
    [TestCase("  @Hedemora.SE ", "hedemora.se")]
    [TestCase("anna@skola.hedemora.se", "skola.hedemora.se")]
    [TestCase("håbo.se", "håbo.se")]
    [TestCase("hedemora", null)]
    [TestCase("hedemora.", null)]
    [TestCase(".se", null)]
    [TestCase("-a.se", null)]
    [TestCase("a b.se", null)]
    [TestCase("a.se\n", "a.se")]
    [TestCase("a.se\nb.se", null)]
    [TestCase("<script>.se", null)]
    [TestCase("a\0.se", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void A_domain_is_what_stands_after_the_at_sign(string? typed, string? domain) =>
        MailDomain.Normalize(typed).ShouldBe(domain);

    [Test]
    public void A_domain_that_no_address_could_end_with_is_none() =>
        (
            MailDomain.Normalize(new string('a', MailDomain.Longest - 3) + ".se"),
            MailDomain.Normalize(new string('a', MailDomain.Longest - 2) + ".se")
        ).ShouldBe((new string('a', MailDomain.Longest - 3) + ".se", null));

    [TestCase("gmail.com", true)]
    [TestCase("outlook.com", true)]
    [TestCase("hotmail.com", true)]
    [TestCase("yahoo.com", true)]
    [TestCase("icloud.com", true)]
    [TestCase("telia.com", true)]
    [TestCase("hedemora.se", false)]
    public void Where_anybody_can_have_an_address_is_known(string domain, bool isPublic) =>
        MailDomain.IsPublic(domain).ShouldBe(isPublic);

    [Test]
    public void A_domain_is_suggested_when_all_addresses_share_one_that_can_be_the_organisations()
    {
        MailDomain.Shared(["anna@hedemora.se", "per@Hedemora.se"]).ShouldBe("hedemora.se");
        MailDomain.Shared(["anna@hedemora.se", "per@saters.se"]).ShouldBeNull();
        MailDomain.Shared(["anna@gmail.com", "per@gmail.com"]).ShouldBeNull();
        MailDomain.Shared([]).ShouldBeNull();
    }

    [Test]
    public void A_place_ends_once()
    {
        var now = DateTimeOffset.UnixEpoch;
        var place = new Membership { Function = Function.Manager, Since = now };
        place.End(now).ShouldBeNull();
        place.EndedAt.ShouldBe(now);
        place.End(now.AddDays(1))!.Rule.ShouldBe("PlaceEnded");
        place.EndedAt.ShouldBe(now);
    }
}
