global using System.Net;
global using ModelMunicipalities.App.Data;
global using ModelMunicipalities.App.Tests.Kit;
global using ModelMunicipalities.Domain.Accounts;
global using ModelMunicipalities.Domain.Assessments;
global using NUnit.Framework;
global using Shouldly;
