using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class ViewMyCalendarTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_calendar_address_is_shown_once_and_stopped_by_its_owner()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network["Luleå", Function.Politician].ReaderAsync();
        (await reader.GetAsync(network.Page("/calendar"))).ShouldBeOk().Html.ShouldNotContain(".ics\"");
        (await reader.PostAsync(network.Page("/calendar?handler=Make"))).ShouldLeadTo(network.Page("/calendar"));
        var made = (await reader.GetAsync(network.Page("/calendar"))).ShouldBeOk();
        var address = System
            .Text.RegularExpressions.Regex.Match(made.Html, "value=\"[^\"]*(/calendar/[^\"]+\\.ics)\"")
            .Groups[1]
            .Value;
        made.Message.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await Guest.GetAsync(address)).ShouldBeOk();
        var again = (await reader.GetAsync(network.Page("/calendar"))).ShouldBeOk();
        again.Html.ShouldNotContain(".ics\"");
        again.Heading.ShouldStartWith("Din kalenderadress fungerar sedan");
        (await reader.PostAsync(network.Page("/calendar?handler=Stop"))).ShouldLeadTo(network.Page("/calendar"));
        (await reader.GetAsync(network.Page("/calendar"))).ShouldBeOk().Text.ShouldContain("Adressen är stoppad.");
        (await Guest.GetAsync(address)).ShouldBe(HttpStatusCode.Gone);
        (await reader.GetAsync(network.Page("/calendar?handler=Make"))).ShouldBeOk();
        (await network.InDbAsync(db => db.CalendarFeeds.CountAsync())).ShouldBe(1, "reading makes nothing");
    }
}
