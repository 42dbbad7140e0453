using ModelMunicipalities.Domain.Networks;

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
