using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class ViewMeetingSettingsTests(DatabaseProvider provider) : MeetingSettingsTest(provider)
{
    private const string Evil = "<script>alert(1)</script>";

    [Test]
    public async Task The_coordinator_keeps_the_list_of_tools_on_one_page()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network.Coordinator.ReaderAsync();
        var page = network.Page("/meetings/settings");
        (await reader.GetAsync(page)).ShouldBeOk().Heading.ShouldBe("Inga verktyg för digitala träffar är listade");
        (await reader.PostAsync(page + "?handler=Tool", ("Version", "0"), ("Name", "")))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("id=\"name-wrong\"");
        (
            await reader.PostAsync(
                page + "?handler=Tool",
                ("Version", "0"),
                ("Name", Evil),
                ("Allows", "Internal"),
                ("Note", "Logga in först")
            )
        ).ShouldLeadTo(page);
        var listed = (await reader.GetAsync(page)).ShouldBeOk();
        listed.Heading.ShouldBe("Ett verktyg är listat för digitala träffar");
        listed.Text.ShouldContain("Högst intern information");
        listed.Html.ShouldNotContain("<script>alert");
        var id = (await network.InDbAsync(db => db.MeetingTools.SingleAsync())).Id;
        (await reader.GetAsync(page + "?tool=" + id)).ShouldBeOk().Text.ShouldContain("Ändra " + Evil);
        (
            await reader.PostAsync(
                page + "?handler=Tool",
                ("Version", "1"),
                ("Tool", $"{id}"),
                ("Name", "Samtal"),
                ("Allows", "Sensitive")
            )
        ).ShouldLeadTo(page);
        (
            await reader.PostAsync(
                page + "?handler=Rules",
                ("Version", "1"),
                ("Refuses", "true"),
                ("KgPerKm", "0,2"),
                ("KgSource", "Egen"),
                ("KmPerHour", "80")
            )
        ).ShouldBe(HttpStatusCode.Conflict);
        (
            await reader.PostAsync(
                page + "?handler=Rules",
                ("Version", "2"),
                ("Refuses", "true"),
                ("KgPerKm", "mycket"),
                ("KmPerHour", "80")
            )
        )
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("value=\"mycket\"");
        (
            await reader.PostAsync(
                page + "?handler=Rules",
                ("Version", "2"),
                ("Refuses", "true"),
                ("KgPerKm", "0,2"),
                ("KgSource", "Egen"),
                ("KmPerHour", "80")
            )
        ).ShouldLeadTo(page);
        var settings = await network.InDbAsync(db => db.MeetingSettings.SingleAsync());
        (settings.RefusesUnfitTools, settings.KgPerKm, settings.KgSource, settings.KmPerHour, settings.Version).ShouldBe(
            (true, 0.2, "Egen", 80, 3)
        );
        (await reader.PostAsync(page + "?handler=Remove", ("Version", "3"), ("Tool", $"{id}"))).ShouldLeadTo(page);
        (await reader.GetAsync(page)).Text.ShouldNotContain("Samtal");
        (await network.InDbAsync(db => db.MeetingTools.CountAsync(t => t.RemovedAt != null))).ShouldBe(
            1,
            "meetings that used it keep its name"
        );
    }

    [Test]
    public async Task A_network_that_has_decided_nothing_has_the_defaults()
    {
        var network = await BuildAsync(n => n);
        var view = (await SendAsync(network, HttpMethod.Get, "/meetings/settings")).ShouldBeOk();
        view.Text.ShouldBe(
            """{"refusesUnfitTools":false,"kgPerKm":0.157,"kgSource":null,"kmPerHour":60,"version":0,"tools":[]}"""
        );
        view.ETag.ShouldBe("\"0\"");
        (await network.InDbAsync(db => db.MeetingSettings.CountAsync())).ShouldBe(0, "reading writes nothing");
    }
}
