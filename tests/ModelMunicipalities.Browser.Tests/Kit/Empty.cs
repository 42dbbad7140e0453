using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Browser.Tests.Kit;

/// <summary>A network in which nothing has happened yet.</summary>
public static class Empty
{
    public const string Network = "nytt";

    /// <summary>Makes the network and somebody's place in it.</summary>
    public static async Task AddAsync(PortalServer portal, Who who, NetworkRole role = NetworkRole.Observer)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var network = new Network { Slug = Network, Name = "Ett nytt nätverk" };
        db.Networks.Add(network);
        await db.SaveChangesAsync();
        scope.ServiceProvider.GetRequiredService<Caller>().Enter(network);
        var person = await db.Users.SingleAsync(p => p.Email == who.Email);
        db.Memberships.Add(
            new Membership
            {
                PersonId = person.Id,
                Role = role,
                Since = DateTimeOffset.UtcNow,
            }
        );
        await db.SaveChangesAsync();
    }
}
