using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Features.Networks;

public class WelcomeTests : OnOneDatabase
{
    [Test]
    public async Task A_guest_reads_what_the_product_is_and_signs_in_from_there()
    {
        var page = (await new Reader(Server).GetAsync("/")).ShouldBeOk();
        page.Heading.ShouldBe("Kommuner som lär av varandra blir mer jämställda");
        page.Html.ShouldContain("href=\"/sign-in\"");
        page.Html.ShouldNotContain("action=\"/acting\"");
    }

    [Test]
    public async Task Who_is_in_several_networks_chooses_and_who_is_in_none_is_told_so()
    {
        var network = await BuildAsync(n => n.Named("Nätverk Ett").Group("Piteå", "Luleå"));
        var other = await BuildAsync(n => n.Named("Nätverk Två"));
        var member = network["Luleå", Function.Manager];
        await other.ChangeAsync(db =>
        {
            db.Memberships.Add(
                new Membership
                {
                    PersonId = member.Id,
                    Role = NetworkRole.Observer,
                    Since = DateTimeOffset.UtcNow,
                }
            );
            return Task.CompletedTask;
        });
        var reader = await member.ReaderAsync();
        var both = (await reader.GetAsync("/")).ShouldBeOk();
        both.Text.ShouldContain("Nätverk Ett");
        both.Text.ShouldContain("Nätverk Två");
        var membership = await other.InDbAsync(db =>
            db.Memberships.Where(m => m.PersonId == member.Id).Select(m => m.Id).SingleAsync()
        );
        (await reader.PostAsync("/acting", ("membership", $"{membership}"))).ShouldLeadTo(other.Page());

        foreach (var left in new[] { network, other })
        {
            await left.ChangeAsync(async db =>
                (await db.Memberships.SingleAsync(m => m.PersonId == member.Id)).EndedAt = DateTimeOffset.UtcNow
            );
        }

        var none = (await reader.GetAsync("/")).ShouldBeOk();
        none.Text.ShouldContain("Ditt konto hör inte till något nätverk längre.");
        none.Html.ShouldNotContain("action=\"/acting\"");
    }
}
