using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Tenancy;

namespace ModelMunicipalities.Browser.Tests.Kit;

/// <summary>The meetings of Hedemora's group in the cohort that goes on.</summary>
public static class Rooms
{
    /// <summary>An address about the group's meeting at an occasion.</summary>
    public static async Task<string> FindAsync(PortalServer portal, string occasion, Func<string, int, string> link)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        scope.ServiceProvider.GetRequiredService<Caller>().Enter(await db.Networks.SingleAsync(n => n.Slug == Hedemora.Network));
        var id = await (
            from o in db.Organisations
            where o.Slug == Hedemora.Slug
            join p in db.Participations on o.Id equals p.OrganisationId
            join c in db.Cohorts on p.CohortId equals c.Id
            where c.Slug == Hedemora.Cohort
            join m in db.Meetings on p.GroupId equals m.GroupId
            where m.Form == occasion
            select m.Id
        ).SingleAsync();
        return link(Hedemora.Network, id);
    }
}
