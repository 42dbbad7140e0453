namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class ViewAgendaTemplateTests(DatabaseProvider provider) : PreparationTest(provider)
{
    [Test]
    public async Task The_coordinators_template_is_edited_on_a_page()
    {
        var (network, room) = await MakeAsync();
        var reader = await network.Coordinator.ReaderAsync();
        var path = network.Page("/meetings/agendas/bm1");
        (await reader.GetAsync(path)).ShouldBeOk().Heading.ShouldBe("Mallen för Benchmarkingträff 1");
        (await reader.PostAsync(path, ("Version", "0"), ("Items[0].Minutes", "45"), ("Items[0].Title", "Vårt"))).ShouldLeadTo(
            path
        );
        (await reader.GetAsync(room.Page)).ShouldBeOk().Text.ShouldContain("Vårt");
        (await reader.PostAsync(path, ("Version", "0"), ("Items[0].Minutes", "45"), ("Items[0].Title", "Annat")))
            .ShouldBe(HttpStatusCode.Conflict)
            .Html.ShouldContain("value=\"Annat\"");
        (await reader.PostAsync(path + "?handler=Reset", ("Version", "1"))).ShouldLeadTo(path);
    }
}
