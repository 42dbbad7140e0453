using static ModelMunicipalities.App.Tests.Kit.Calling;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class MakeMyCalendarTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task Made_twice_at_once_one_address_works()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var addresses = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => network.CalendarAsync(network["Luleå", Function.Manager]))
        );
        var answers = await Task.WhenAll(addresses.Select(a => Guest.GetAsync(a)));
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(a => a.Status == HttpStatusCode.Gone).ShouldBe(3);
    }
}
