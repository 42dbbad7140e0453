using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Jobs;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>
/// The scheduler's own page, which shows all networks: for the administrator of the installation and nobody else.
/// </summary>
[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
public class JobsDashboardTests(DatabaseProvider provider)
{
    [Test]
    public async Task Nobody_in_a_network_gets_in_and_a_guest_is_asked_to_sign_in()
    {
        await using var server = Server.Start(provider);
        var network = await new NetworkPlan().Group("Eskilstuna", "Luleå").BuildAsync(server);
        foreach (var member in network.People)
        {
            var reader = await member.ReaderAsync();
            foreach (var path in new[] { "/admin/jobs", "/admin/jobs/recurring", "/admin/jobs/jobs/enqueued" })
            {
                (await reader.GetAsync(path)).ShouldBe(HttpStatusCode.Forbidden);
            }

            (await reader.PostAsync("/admin/jobs/recurring/trigger", ("jobs[]", $"{network.Slug}:digests"))).ShouldBe(
                HttpStatusCode.Forbidden
            );
            (await member.Api.GetAsync("/admin/jobs")).Status.ShouldBe(HttpStatusCode.Redirect, "a token opens no page");
        }

        var guest = new Reader(server);
        (await guest.GetAsync("/admin/jobs")).ShouldLeadTo("/sign-in?returnUrl=%2Fadmin%2Fjobs");
        (await guest.PostAsync("/admin/jobs/recurring/remove", ("jobs[]", $"{network.Slug}:digests"))).Status.ShouldNotBe(
            HttpStatusCode.NoContent
        );
    }

    [TestCase("sv", "Återkommande jobb")]
    [TestCase("en", "Recurring Jobs")]
    public async Task The_administrator_reads_it_in_her_language_within_the_portals_policy(string language, string heading)
    {
        // Of its own: the jobs of all networks are laid out.
        await using var server = Server.Start(provider);
        var network = await new NetworkPlan().BuildAsync(server);
        await server.Services.GetRequiredService<Schedule>().LayOutAsync(CancellationToken.None);
        await using (var scope = server.Services.CreateAsyncScope())
        {
            var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
            (
                await people.AddClaimAsync(
                    (await people.FindByEmailAsync(network.Coordinator.Email))!,
                    new Claim(Policies.AdministratorClaim, "")
                )
            ).Succeeded.ShouldBeTrue();
        }

        var reader = await network.Coordinator.ReaderAsync();
        await reader.PostAsync("/language", ("language", language));
        var page = (await reader.GetAsync("/admin/jobs/recurring")).ShouldBeOk();
        page.Text.ShouldContain(heading);
        page.Text.ShouldContain($"{network.Slug}:digests");
        page.Message.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldContain("default-src 'none'");
    }
}
