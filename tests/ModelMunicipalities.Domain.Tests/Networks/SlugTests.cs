using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Networks;

public partial class SlugTests
{
    [TestCase("Enskede-Årsta-Vantör", "enskede-arsta-vantor")]
    [TestCase("Malmö", "malmo")]
    [TestCase("Älvkarleby", "alvkarleby")]
    [TestCase("Vård- och omsorgsförvaltningen", "vard-och-omsorgsforvaltningen")]
    [TestCase("  Göteborg  ", "goteborg")]
    [TestCase("2017–2018", "2017-2018")]
    [TestCase("A\u030Astorp", "astorp")]
    [TestCase("../../etc/passwd", "etc-passwd")]
    [TestCase("---", "")]
    [TestCase("", "")]
    public void A_name_becomes_an_address(string name, string slug) => Slug.From(name).ShouldBe(slug);

    [Test]
    public void Whatever_the_name_the_slug_is_safe_in_an_address_and_stays_the_same_when_made_again() =>
        Always.Holds(ArbMap.Default.GeneratorFor<NonNull<string>>(), name =>
        {
            var slug = Slug.From(Valid(name.Get));
            return Safe().IsMatch(slug) && Slug.From(slug) == slug;
        });

    [Test]
    public void Of_all_municipalities_only_Habo_and_Håbo_need_more_than_their_name_for_an_address() =>
        Catalogue.Municipalities.GroupBy(m => Slug.From(m.Name)).Where(g => g.Count() > 1)
            .ShouldHaveSingleItem().Select(m => m.Name).ShouldBe(["Håbo", "Habo"], ignoreOrder: true);

    /// <summary>Half a surrogate pair is no text.</summary>
    private static string Valid(string text) => string.Concat(text.Where(c => !char.IsSurrogate(c)));

    [GeneratedRegex("^([a-z0-9]+(-[a-z0-9]+)*)?$")]
    private static partial Regex Safe();
}
