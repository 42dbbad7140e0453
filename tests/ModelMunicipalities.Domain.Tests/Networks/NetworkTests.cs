using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Networks;

public class NetworkTests
{
    [Test]
    public void An_aggregate_needs_five_organisations_unless_the_network_says_otherwise() => Network().MinimumCell.ShouldBe(5);

    [TestCase(3)]
    [TestCase(4)]
    [TestCase(20)]
    public void A_network_may_ask_for_another_number_from_three(int minimum)
    {
        var network = Network();
        network.MinimumCell = minimum;
        network.MinimumCell.ShouldBe(minimum);
    }

    [TestCase(2)]
    [TestCase(0)]
    [TestCase(-5)]
    public void Fewer_than_three_is_refused_and_nothing_changes(int minimum)
    {
        var network = Network();
        Should.Throw<ArgumentOutOfRangeException>(() => network.MinimumCell = minimum);
        network.MinimumCell.ShouldBe(5);
    }

    private static Network Network() => new() { Slug = "s", Name = "n" };
}

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

    [TestCase("hedemora", true)]
    [TestCase("2017-2018", true)]
    [TestCase("", false)]
    [TestCase("Hedemora", false)]
    [TestCase("hedemora ", false)]
    [TestCase("håbo", false)]
    [TestCase("ｈabo", false)]
    [TestCase("habo_2", false)]
    public void A_slug_is_told_from_what_some_would_take_for_it(string text, bool isOne) => Slug.IsOne(text).ShouldBe(isOne);

    [Test]
    public void Whatever_the_name_the_slug_is_safe_in_an_address_and_stays_the_same_when_made_again() =>
        Always.Holds(ArbMap.Default.GeneratorFor<NonNull<string>>(), name =>
        {
            var slug = Slug.From(Valid(name.Get));
            return Safe().IsMatch(slug) && Slug.From(slug) == slug;
        });

    [Test]
    public void Of_all_municipalities_only_Habo_and_Håbo_need_more_than_their_name_for_an_address() =>
        Catalogue
            .Municipalities.GroupBy(m => Slug.From(m.Name))
            .Where(g => g.Count() > 1)
            .ShouldHaveSingleItem()
            .Select(m => m.Name)
            .ShouldBe(["Håbo", "Habo"], ignoreOrder: true);

    [Test]
    public void Habo_and_Håbo_can_both_be_in_one_network()
    {
        HashSet<string> taken = [];
        string Take(string name)
        {
            var slug = Slug.Free(name, taken.Contains);
            taken.Add(slug).ShouldBeTrue();
            return slug;
        }

        Take("Habo").ShouldBe("habo");
        Take("Håbo").ShouldBe("habo-2");
        Take("Håbo").ShouldBe("habo-3");
        Take("Vännäs").ShouldBe("vannas");
    }

    [Test]
    public void A_number_that_somebody_else_is_called_by_is_passed_over()
    {
        HashSet<string> taken = ["habo", "habo-2"];
        Slug.Free("Håbo", taken.Contains).ShouldBe("habo-3");
    }

    [Test]
    public void A_name_that_leaves_nothing_for_an_address_gets_a_number()
    {
        HashSet<string> taken = ["1"];
        Slug.Free("---", _ => false).ShouldBe("1");
        Slug.Free("★", taken.Contains).ShouldBe("2");
    }

    [Test]
    public void Whatever_is_taken_a_free_slug_is_safe_in_an_address_and_not_taken() =>
        Always.Holds(ArbMap.Default.GeneratorFor<NonNull<string>>(), name =>
        {
            HashSet<string> taken = [Slug.From(Valid(name.Get)), "1"];
            var free = Slug.Free(Valid(name.Get), taken.Contains);
            return free.Length > 0 && Safe().IsMatch(free) && !taken.Contains(free);
        });

    /// <summary>Half a surrogate pair is no text.</summary>
    private static string Valid(string text) => string.Concat(text.Where(c => !char.IsSurrogate(c)));

    [GeneratedRegex("^([a-z0-9]+(-[a-z0-9]+)*)?$")]
    private static partial Regex Safe();
}
