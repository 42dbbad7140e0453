using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>Accounts and sign-in: a cookie for the portal, bearer tokens for the API.</summary>
public static class AccountsSetup
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services
            .AddIdentityCore<Person>(Configure)
            .AddEntityFrameworkStores<AppDb>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<NamedPrincipal>()
            .AddDefaultTokenProviders();
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = PasswordHashes.Rounds);
        services.AddScoped<IPasswordHasher<Person>, PasswordHashes>();
        services.AddSingleton(SignInSettings.Read(builder.Configuration));
        services.AddSingleton<SignInLimits>();
        services.AddSingleton<Devices>();
        services.AddSingleton<CommonPasswords>();
        services.AddSingleton(provider => new NobodysHash(
            new PasswordHashes(provider.GetRequiredService<IOptions<PasswordHasherOptions>>())
        ));
        services.AddScoped<Passwords>();
        services.AddScoped<Sessions>();
        services.AddScoped<Farewell>();
        services
            .AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddBearerToken(IdentityConstants.BearerScheme)
            .AddIdentityCookies();
        services.ConfigureApplicationCookie(o =>
        {
            o.LoginPath = Links.SignIn;
            o.ReturnUrlParameter = "returnUrl";
            o.ExpireTimeSpan = Sessions.LongestIdle;
            o.SlidingExpiration = true;
            o.Cookie.Name = "session";

            // Whether the session goes on is asked at each request, with the caller; see Caller.ResolveAsync.
            o.Events.OnValidatePrincipal = _ => Task.CompletedTask;

            // Told on the page that tells all refusals.
            o.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };

            o.Events.OnSignedIn = context =>
            {
                context
                    .HttpContext.RequestServices.GetRequiredService<KeptForms>()
                    .Remember(context.HttpContext, context.Principal!.FindFirstValue(ClaimTypes.NameIdentifier)!);
                return Task.CompletedTask;
            };

            // A call that misses every route for what it sends is told so, not sent to a page to sign in.
            o.ForwardDefaultSelector = context => context.Request.IsCall() ? IdentityConstants.BearerScheme : null;
        });
        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(
                new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()
            )
            .AddPolicy(Policies.Api, p => p.AddAuthenticationSchemes(IdentityConstants.BearerScheme).RequireAuthenticatedUser())
            .AddPolicy(Policies.Administrator, p => p.RequireClaim(Policies.AdministratorClaim));
        services.AddDataProtection().SetApplicationName("modellkommuner").PersistKeysToDbContext<AppDb>();
    }

    /// <summary>What holds for accounts, to the program and to the tool that makes migrations.</summary>
    public static void Configure(IdentityOptions o)
    {
        o.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        o.Stores.MaxLengthForKeys = 128;
        o.User.RequireUniqueEmail = true;

        // The user name is the address; what counts as one is decided where it is taken in.
        o.User.AllowedUserNameCharacters = "";

        // What may be a password is told by PasswordRule.
        o.Password.RequireDigit =
            o.Password.RequireLowercase =
            o.Password.RequireUppercase =
            o.Password.RequireNonAlphanumeric =
                false;
    }

    /// <summary>Gives the principal the person's name, so that a member of no network is still called by it.</summary>
    private sealed class NamedPrincipal(UserManager<Person> people, IOptions<IdentityOptions> options)
        : UserClaimsPrincipalFactory<Person>(people, options)
    {
        protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Person user)
        {
            var identity = await base.GenerateClaimsAsync(user);
            identity.TryRemoveClaim(identity.FindFirst(identity.NameClaimType));
            identity.AddClaim(new Claim(identity.NameClaimType, user.Name));
            return identity;
        }
    }
}
