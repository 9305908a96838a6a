// The part of the SDK's implicit usings that exists here.
global using System;
global using System.Threading;
