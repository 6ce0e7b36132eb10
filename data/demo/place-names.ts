// What are the villages, roads and hills of the demo city called? Invented names, none in China's list of villages and townships.

/** Names for places near the sea, checked against the national list of divisions (2023): none exists there. */
export const coastalVillageNames: readonly string[] =
  `潮家 汐滩 澜南 鸥沟 鹭口 雁滩 鲸东 螺泊 贝前 珊口 舟泊 帆滩 锚家 桨头 舵口 缆滩 岬咀 礁台 滩咀 浦泊 汀北 渚南 潮崖 汐岗 澜台 鸥前 鹭东 雁坞 鲸后 螺南
  贝后 珊湾 舟坞 帆岗 锚台 桨崖 舵台 缆南 岬岗 礁后 滩前 浦坞 汀沟 渚西 潮坞 汐台 澜咀 鸥泊 鹭台 雁口 鲸岗 螺家 贝台 珊台 舟崖 帆家 锚沟 桨前 舵湾 缆头
  岬崖 礁滩 滩沟 浦咀 汀台 渚岗 潮后 汐沟 澜崖 鸥南 鹭沟 雁咀 鲸崖 螺头 贝坞 珊后 舟后 帆湾 锚咀 桨岗 舵家 缆后 岬北 礁咀 滩家 浦台 汀南 渚前 潮沟 汐头
  澜坞 鸥滩 鹭后 雁后 鲸台 螺口 贝东 珊家 舟滩 帆沟 锚北 桨泊 舵南 缆沟 岬西 礁前 滩坞 浦家 汀西 渚东 潮前 汐西 澜泊 鸥头 鹭岗 雁岗 鲸南 螺前 贝崖 珊头
  舟湾 帆东 锚湾 桨湾 舵泊 缆岗 岬坞 礁口 滩崖 浦滩 汀咀 渚头 潮台 汐泊 澜北 鸥坞 鹭咀 雁泊 鲸湾 螺崖 贝北 珊岗 舟家 帆崖 锚头 桨后 舵坞 缆台 岬湾 礁东`.split(/\s+/);

/** Names for places inland, checked in the same way. */
export const inlandVillageNames: readonly string[] =
  `荻家 芦坞 苇川 槐坡 榆岗 枫川 樟川 梧西 橡川 桐前 柞泊 栎川 松泊 麓家 砚头 磐坞 苔崖 蓑崖 笛屯 荻庄 芦泊 苇家 槐洼 榆泊 枫家 樟东 梧庄 橡东 桐头 柞后
  栎坡 松前 麓沟 砚坞 磐屯 苔台 蓑洼 笛川 荻崖 芦崖 苇台 槐后 榆前 枫东 樟坞 梧北 橡沟 桐泊 柞岭 栎屯 松洼 麓崖 砚家 磐洼 苔岭 蓑川 笛台 荻岗 苇坞 槐屯
  榆后 枫头 樟屯 梧泊 橡头 桐屯 柞台 栎西 松后 麓庄 砚崖 磐台 苔岗 蓑沟 笛西 荻后 苇岗 槐崖 榆头 枫沟 樟头 梧坡 橡北 桐后 柞北 栎崖 松家 麓后 砚前 磐庄
  苔后 蓑庄 笛岭 荻洼 苇南 槐台 榆东 枫岗 樟沟 梧后 橡后 桐崖 柞洼 栎前 麓南 砚沟 磐家 苔洼 蓑南 笛东 荻坞 苇前 槐泊 榆洼 枫台 樟庄 梧台 桐台 柞庄 栎沟
  麓坞 砚屯 磐川 苔坡 蓑后 笛洼 荻台 苇头 槐坞 榆坡 枫洼 樟泊 梧沟 橡庄 桐家 柞屯 栎家 麓前 砚坡 磐崖 苔头 蓑前 笛岗 苇崖 槐头 榆家 樟崖 梧屯 橡崖 桐洼
  柞坞 麓岗 砚庄 磐前 苔泊 蓑东 笛崖 荻前 苇岭 榆崖 枫崖 樟洼 梧头 橡泊 桐东 柞西 栎岭 麓北 砚岗 磐坡 苔坞 蓑岗 笛头 荻岭 苇东 榆屯 枫屯 梧坞 橡南 柞家`.split(/\s+/);

/** First parts of street names; a kind (路, 街, 巷, 大道) is put behind. */
export const streetNames: readonly string[] =
  `听涛 望澜 揽海 鸥鸣 千帆 潮生 镜澜 栖雁 汐月 星渡 珠贝 锦帆 泊云 荻花 枫桥 青麦 橡林 澜心 渔歌 归舟 海棠 晴川 碧浪 银沙 松涛 麓山 学府 文澜 安泰 丰泽
  兴渔 建港 振海 同舟 和平里 友谊 新港 环湾 迎潮 观澜 沐风 听雨 南屏 北苑 东篱 西溪 长汀 短亭 明珠 珊瑚 海星 灯塔 航标 罗盘 信风 季风`.split(/\s+/);

/** First parts of port names. */
export const portNames: readonly string[] = '澜港 鸥湾 螺汀 星渡 归帆 鲸浦 雁礁 贝湾 珠礁 锚泊 汐口 渔歌 桨湾 舵台 潮音 荻口 屿前 海筝'.split(' ');

/** First parts of the names of industrial parks, in the order the parks are made. */
export const parkNames: readonly string[] =
  '澜港 临澜 潮音 揽海 望澜 鲸浦 星岬 鸥渡 千帆 汐川 青樟 橡岭 荻泊 珠礁 澜心 槐岭 砚川 栎岗 枫泊 银岬 锦帆 归舟 海筝 同舟 安泰 振海 丰泽 新港 环湾 晴川'.split(' ');

/** First parts of the names of hills, mines and wind farms. */
export const hillNames: readonly string[] = '磐石 青崖 笔架 鹰嘴 卧牛 马鞍 仙桃 砚台 石鼓 凤梳 蓑笠 牧云 望潮 松针 赤岩 雪浪 黛青 磨盘 驼铃 双髻 棋盘 枕流 伏犀 听松 白练 苍耳 金翎 断云'.split(' ');
