using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.Domain.Tests.Accounts;

public class PasswordRuleTests
{
    private static readonly HashSet<string> Common = ["password", "qwertyuiop12", "dragon", "sommar"];

    [TestCase("ett nytt långt lösenord")]
    [TestCase("trollhättan i regn")]
    [TestCase("aaaa bbbb cccc dddd")]
    [TestCase("🌲🌳🌴🌵🌾🌿☘🍀🍁🍂🍃🍄", Description = "characters are counted, not their parts")]
    [TestCase("dragon-2931-8842-1177", Description = "more than a common password with a little round it")]
    [TestCase("dragontree lamppost")]
    [TestCase("!!Sommar-31!!!", Description = "eight signs round it are not nothing")]
    public void A_long_password_of_any_characters_can_be_chosen(string password) => WhyNot(password).ShouldBeNull();

    [TestCase(null, "PasswordTooShort")]
    [TestCase("", "PasswordTooShort")]
    [TestCase("elva tecken", "PasswordTooShort")]
    [TestCase("🌲🌳🌴🌵🌾🌿", "PasswordTooShort")]
    [TestCase("abababababab", "PasswordNotAccepted")]
    [TestCase("qwertyuiop12", "PasswordCommon")]
    [TestCase("QwertyUIOP12", "PasswordCommon")]
    [TestCase("Password2031", "PasswordCommon")]
    [TestCase("passwordpassword", "PasswordCommon")]
    [TestCase("anna.svensson 1975", "PasswordTooNear")]
    [TestCase("Min ANNA.Svensson!", "PasswordTooNear")]
    [TestCase("Modellkommuner 2031", "PasswordTooNear")]
    public void What_is_guessed_first_cannot_be_chosen(string? password, string rule) => WhyNot(password)!.Rule.ShouldBe(rule);

    [Test]
    public void It_has_128_characters_at_most()
    {
        var longest = string.Concat(Enumerable.Range(0, 128).Select(i => (char)('a' + (i % 20))));
        WhyNot(longest).ShouldBeNull();
        WhyNot(longest + "x")!.Rule.ShouldBe("PasswordTooLong");
        PasswordRule.IsTooLong(longest).ShouldBeFalse();
        PasswordRule.IsTooLong(longest + "x").ShouldBeTrue();
    }

    [Test]
    public void A_short_name_in_an_address_is_in_too_many_words_to_be_refused() =>
        PasswordRule.WhyNot("ett nytt långt lösenord", "ett@x.example", Common.Contains).ShouldBeNull();

    [Test]
    public void A_letter_is_one_however_it_is_typed()
    {
        PasswordRule.Normalize("A\u030Angstro\u0308m").ShouldBe("Ångström");
        PasswordRule.Normalize("\uFB01sk").ShouldBe("fisk");
        PasswordRule.Normalize("\uD800").ShouldBe("\uD800");
    }

    [TestCase("a@hedemora.se", true)]
    [TestCase("a@Hedemora.SE", true)]
    [TestCase("a@skola.hedemora.se", false)]
    [TestCase("a@gmail.com", false)]
    public void An_address_is_an_organisations_own_in_its_domain(string address, bool isOwn) =>
        MailDomain.IsOwn(address, ["hedemora.se"], ["b@gmail.com"]).ShouldBe(isOwn);

    [TestCase("a@hedemora.se", true)]
    [TestCase("a@falun.se", false)]
    [TestCase("a@gmail.com", false, Description = "anybody can have one there")]
    public void Without_a_domain_it_is_its_own_where_its_people_have_theirs(string address, bool isOwn) =>
        MailDomain.IsOwn(address, [], ["b@hedemora.se", "c@gmail.com"]).ShouldBe(isOwn);

    private static Refusal? WhyNot(string? password) =>
        PasswordRule.WhyNot(password, "Anna.Svensson@hedemora.se", Common.Contains);
}
